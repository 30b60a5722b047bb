import { writeSync } from 'node:fs';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { InProcessTelemetryBus } from '../../src/adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';

// Child of bus-sigkill.spec.ts: publishes numbered points for ever, several at a time, and prints each acknowledged one.
const [dir = '', first = '0'] = process.argv.slice(2);
const bus = await InProcessTelemetryBus.open({
  dir,
  groups: ['store'],
  clock: new SystemClock(),
  log: new RecordingLog(),
  segmentBytes: 10_000,
});
let next = Number(first);

async function publishForEver(): Promise<never> {
  for (;;) {
    const number = next;
    next += 1;
    await bus.publish(batchOf([{ seriesId: 1 + (number % 5), at: number, value: number }]));
    // Synchronous, so that a kill right after the acknowledgement cannot swallow the line.
    writeSync(1, `${number}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, publishForEver));
