import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import { RecordingMetrics } from '../adapters/system/recording-metrics.js';
import { DuckDbTelemetryStore } from '../adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { DomainError } from '../domain/errors.js';
import { batchOf } from '../domain/telemetry/telemetry-batch.js';
import { KeepTiers, keepTiersDefaults } from './keep-tiers.js';

const hour = 3_600_000;

/** Real store in a temporary folder; the clock is fake. */
describe('keeping the tiers', () => {
  let dir: string;
  let store: DuckDbTelemetryStore;
  let clock: FakeClock;
  let log: RecordingLog;
  let metrics: RecordingMetrics;
  let loop: KeepTiers;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-tiers-'));
    clock = new FakeClock();
    log = new RecordingLog();
    metrics = new RecordingMetrics();
    store = await DuckDbTelemetryStore.open({ dir, clock });
    const retention = { rawMs: 2 * hour, minuteMs: 3 * hour, hourMs: 4 * hour };
    loop = new KeepTiers(store, { clock, log, metrics }, { ...keepTiersDefaults, retention });
  });
  afterEach(async () => {
    await loop.stop();
    await store.close();
    await rm(dir, { recursive: true });
  });

  const rounds = async (message: string, count: number) => {
    while (log.lines.filter((line) => line.message === message).length < count) await new Promise(setImmediate);
  };

  it('rolls up and deletes what is too old, round after round', async () => {
    await store.appendPoints(batchOf([{ seriesId: 1, at: 1, value: 10 }]));
    await loop.start();
    for (let round = 1; round <= 4; round += 1) {
      await rounds('telemetry tiers kept', round);
      clock.advance(hour);
    }
    await rounds('telemetry tiers kept', 5);
    const deleted = log.lines.map(({ fields }) => fields['deletedPoints']);
    expect(deleted).toEqual([0, 0, 0, 1, 0]);
    const byHour = await store.readPoints({ seriesId: 1, fromMs: 0, toMs: hour, stepMs: hour, limit: 10 });
    expect([...byHour.value]).toEqual([10]);
    expect(metrics.values.get('store_bytes')).toBeGreaterThan(0);
  });

  it('counts a failed round and tries again soon', async () => {
    jest.spyOn(store, 'rollUp').mockRejectedValueOnce(new DomainError('unavailable', 'disk full'));
    await loop.start();
    await rounds('telemetry tiers not kept', 1);
    expect(metrics.values.get('component_errors_total keep-tiers unavailable')).toBe(1);
    clock.advance(keepTiersDefaults.retryAfterMs);
    await rounds('telemetry tiers kept', 1);
  });
});
