import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { RecordingMetrics } from '../../src/adapters/system/recording-metrics.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { InProcessTelemetryBus } from '../../src/adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { StoreTelemetry } from '../../src/application/store-telemetry.js';
import { runUntilKilled, seededRandom } from './killed-process.js';

/** Real processes, real files, real SIGKILL: a point acknowledged by the bus reaches the store exactly once. */
const rounds = 20;
const roundSize = 1_000_000;

describe('bus and store of a process killed with SIGKILL', () => {
  it('hold every acknowledged point in the store, once, when the last run has drained', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'plenum-pipeline-kill-'));
    const random = seededRandom(7);
    const acknowledged = new Set<number>();
    for (let round = 0; round < rounds; round += 1) {
      const lines = 1 + Math.floor(random() * 500);
      for (const line of await runUntilKilled('store-pipeline.ts', [dir, String(round * roundSize)], lines)) {
        acknowledged.add(Number(line));
      }
    }
    const clock = new SystemClock();
    const log = new RecordingLog();
    const bus = await InProcessTelemetryBus.open({ dir: join(dir, 'bus'), groups: ['store'], clock, log });
    const store = await DuckDbTelemetryStore.open({ dir: join(dir, 'store'), clock });
    const loop = new StoreTelemetry(bus, store, { clock, log, metrics: new RecordingMetrics() });
    await loop.start();
    while (bus.lag('store').batches > 0) await new Promise(setImmediate);
    await loop.stop();
    await store.rollUp();
    const { at } = await store.readPoints({ seriesId: 1, fromMs: 0, toMs: rounds * roundSize, limit: 1_000_000 });
    const present = new Set(at);
    expect([...acknowledged].filter((number) => !present.has(number))).toEqual([]);
    expect((await store.stats()).points).toBe(present.size);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    await bus.close();
    await store.close();
    await rm(dir, { recursive: true });
  });
});
