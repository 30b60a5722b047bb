import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { InProcessTelemetryBus } from '../../src/adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { Recorder } from '../contracts/bus-recorder.js';
import { runUntilKilled, seededRandom } from './killed-process.js';

/** Real processes, real files, real SIGKILL. Numbers of one round never come back in another. */
const rounds = 20;
const roundSize = 1_000_000;

describe('the bus of a process killed with SIGKILL', () => {
  it('has every acknowledged batch, once and in order, after twenty kills', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'plenum-bus-kill-'));
    const random = seededRandom(20_260_301);
    const acknowledged = new Set<number>();
    for (let round = 0; round < rounds; round += 1) {
      const lines = 1 + Math.floor(random() * 400);
      for (const line of await runUntilKilled('bus-publisher.ts', [dir, String(round * roundSize)], lines)) {
        acknowledged.add(Number(line));
      }
    }
    const bus = await InProcessTelemetryBus.open({
      dir,
      groups: ['store'],
      clock: new SystemClock(),
      log: new RecordingLog(),
    });
    const recorder = new Recorder();
    const { points } = bus.lag('store');
    await bus.consume('store', recorder, { maxPoints: 1_000 });
    while (recorder.points < points) await setImmediate();
    const { values } = recorder;
    const present = new Set(values);
    expect([...acknowledged].filter((number) => !present.has(number))).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(rounds);
    expect(values).toEqual([...present].sort((a, b) => a - b));
    await bus.close();
    await rm(dir, { recursive: true });
  });
});
