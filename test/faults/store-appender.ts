import { writeSync } from 'node:fs';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';

// Child of store-sigkill.spec.ts: appends numbered batches after the recorded position, rolls up now and then, and
// prints the offset of each acknowledged batch.
const [dir = '', pointsPerBatch = '100'] = process.argv.slice(2);
const store = await DuckDbTelemetryStore.open({ dir, clock: new SystemClock() });
const size = Number(pointsPerBatch);
for (let offset = ((await store.positionOf('store', 0)) ?? 0) + 1; ; offset += 1) {
  const numbers = Array.from({ length: size }, (_, i) => (offset - 1) * size + i);
  await store.appendPoints(batchOf(numbers.map((number) => ({ seriesId: 1, at: number, value: number }))), {
    partition: 0,
    offset,
  });
  writeSync(1, `${offset}\n`);
  if (offset % 7 === 0) await store.rollUp();
}
