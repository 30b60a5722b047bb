import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../adapters/system/fake-clock.js';
import { DuckDbTelemetryStore } from '../../adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import type { Rows } from '../../domain/influxql/rows.js';
import { batchOf } from '../../domain/telemetry/telemetry-batch.js';
import { limits, ReadBudget } from './limits.js';
import { StoredSeries } from './stored-series.js';

const noon = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;
const range = { fromMs: noon - 24 * 60 * minute, toMs: noon + minute };
const [running, silent, unscored, absent] = [0, 1, 2, 3];

/** Four fans in a real store: one running, one silent since the morning, one never scored, one that has no point at all. */
describe('series of the store', () => {
  let dir: string;
  let store: DuckDbTelemetryStore;
  let fans: StoredSeries;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plenum-stored-series-'));
    store = await DuckDbTelemetryStore.open({ dir, clock: new FakeClock(noon) });
    const speeds = (seriesId: number, lastAt: number) =>
      Array.from({ length: 30 }, (_, back) => ({
        seriesId,
        at: lastAt - back * minute,
        value: 1000 * seriesId + back,
      }));
    const silentAt = noon - 5 * 60 * minute;
    await store.appendPoints(batchOf([...speeds(1, noon), ...speeds(2, silentAt), ...speeds(3, noon)]));
    await store.appendScores({
      length: 2,
      seriesIds: Int32Array.of(1, 2),
      at: Float64Array.of(noon - 25 * minute, silentAt),
      score: Float32Array.of(0.5, 3),
      expected: Float32Array.of(NaN, NaN),
      lower: Float32Array.of(NaN, NaN),
      upper: Float32Array.of(NaN, NaN),
    });
    fans = new StoredSeries(store, [1, 2, 3, 4], [{}, {}, {}, {}]);
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const newest = async (places: readonly number[], fields: readonly string[]) => {
    const found: Rows[] = [];
    const reading = { range, fields, limit: 1_000, budget: new ReadBudget() };
    for await (const rows of fans.readNewest(places, reading)) found.push(rows);
    return found;
  };
  const minutesBack = ({ at }: Rows) => Array.from(at, (time) => (noon - time) / minute);

  it('the newest value of each fan, also of one that is silent since the morning, in the order asked for', async () => {
    const found = await newest([absent, silent, unscored, running], ['value']);
    expect(found.map(({ columns }) => Array.from(columns.get('value') ?? []))).toEqual([[], [2000], [3000], [1000]]);
  });

  it('the newest score and the newest value, where they belong to different points', async () => {
    const found = await newest([running, silent, unscored], ['value', 'score']);
    expect(found.map(minutesBack)).toEqual([[25, 0], [300], [0]]);
    expect(Array.from(found[0]?.columns.get('score') ?? [])).toEqual([0.5, NaN]);
  });

  it('counts what it reads, and is refused beyond the budget', async () => {
    const budget = new ReadBudget();
    budget.spend(limits.points - 50);
    const reading = { range, fields: ['value'], limit: 1_000, budget };
    const read = async () => {
      let series = 0;
      for await (const { at } of fans.read([running, silent, unscored], reading)) series += at.length > 0 ? 1 : 0;
      return series;
    };
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining('max-select-point') });
    expect(budget.remaining).toBe(-10);
  });
});
