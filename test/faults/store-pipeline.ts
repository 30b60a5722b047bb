import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { RecordingMetrics } from '../../src/adapters/system/recording-metrics.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { InProcessTelemetryBus } from '../../src/adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { StoreTelemetry } from '../../src/application/store-telemetry.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';

// Child of store-pipeline-sigkill.spec.ts: bus, storing loop and store together, as the service runs them.
const [dir = '', first = '0'] = process.argv.slice(2);
const clock = new SystemClock();
const log = new RecordingLog();
const bus = await InProcessTelemetryBus.open({
  dir: join(dir, 'bus'),
  groups: ['store'],
  clock,
  log,
  segmentBytes: 10_000,
});
const store = await DuckDbTelemetryStore.open({ dir: join(dir, 'store'), clock, maxRecentRows: 200 });
const reporting = { clock, log, metrics: new RecordingMetrics() };
await new StoreTelemetry(bus, store, reporting, { maxPoints: 100, flushAfterMs: 5 }).start();
for (let number = Number(first); ; number += 1) {
  await bus.publish(batchOf([{ seriesId: 1, at: number, value: number }]));
  writeSync(1, `${number}\n`);
}
