import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { InProcessTelemetryBus } from '../../src/adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import { runUntilKilled } from './killed-process.js';

/** Real processes on one data folder: the second one is turned away and the first one is not disturbed. */
describe('a second process on the same folder', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-second-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  const aBatch = batchOf([{ seriesId: 1, at: 1, value: 1 }]);

  it('cannot open the store and is told why', async () => {
    const store = await DuckDbTelemetryStore.open({ dir, clock: new FakeClock() });
    await expect(runUntilKilled('store-appender.ts', [dir], 1)).rejects.toThrow(
      `Another process uses the telemetry store in ${dir}; stop it first.`,
    );
    await store.appendPoints(aBatch);
    expect((await store.stats()).points).toBe(1);
    await store.close();
  });

  it('cannot open the bus and is told who has it', async () => {
    const bus = await InProcessTelemetryBus.open({ dir, groups: [], clock: new FakeClock(), log: new RecordingLog() });
    await expect(runUntilKilled('bus-publisher.ts', [dir], 1)).rejects.toThrow(
      `Process ${process.pid} uses the telemetry log in ${dir}; stop it first.`,
    );
    await bus.publish(aBatch);
    await bus.close();
  });
});
