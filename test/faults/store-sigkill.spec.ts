import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { runUntilKilled, seededRandom } from './killed-process.js';

/** Real processes, real files, real SIGKILL, between and during appends and roll-ups. */
const rounds = 20;
const pointsPerBatch = 100;

describe('the store of a process killed with SIGKILL', () => {
  it('has every acknowledged point, once, and a position that fits, after twenty kills', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'plenum-store-kill-'));
    const random = seededRandom(42);
    let lastAcknowledged = 0;
    for (let round = 0; round < rounds; round += 1) {
      const lines = 1 + Math.floor(random() * 30);
      const printed = await runUntilKilled('store-appender.ts', [dir, String(pointsPerBatch)], lines);
      const offsets = printed.map(Number);
      // A batch may have become durable without its acknowledgement getting out; it is not appended again.
      expect(offsets[0]).toBeLessThanOrEqual(lastAcknowledged + 2);
      expect(offsets[0]).toBeGreaterThan(lastAcknowledged);
      lastAcknowledged = offsets.at(-1)!;
    }
    const store = await DuckDbTelemetryStore.open({ dir, clock: new FakeClock() });
    const position = (await store.positionOf('store', 0))!;
    expect(position).toBeGreaterThanOrEqual(lastAcknowledged);
    await store.rollUp();
    const expected = position * pointsPerBatch;
    expect((await store.stats()).points).toBe(expected);
    const { value } = await store.readPoints({ seriesId: 1, fromMs: 0, toMs: expected, limit: expected + 1 });
    expect([...value]).toEqual(Array.from({ length: expected }, (_, i) => i));
    const tier = await store.readPoints({ seriesId: 1, fromMs: 0, toMs: 60_000, stepMs: 60_000, limit: 1 });
    expect(tier.value[0]).toBe((Math.min(expected, 60_000) - 1) / 2);
    await store.close();
    await rm(dir, { recursive: true });
  });
});
