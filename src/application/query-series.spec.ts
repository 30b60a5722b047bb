import { describe, expect, it } from '@jest/globals';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { batchOf } from '../domain/telemetry/telemetry-batch.js';
import { LatestScores } from './latest-scores.js';
import { QuerySeries } from './query-series.js';

const noon = Date.UTC(2026, 0, 5, 12);

/** Real registry and scores; of the store only what it answers for the newest points. */
function aSite({ storedAt, scoredAt }: { storedAt?: number; scoredAt?: number }) {
  const registry = new SeriesRegistry();
  const identity = { assetId: 'rack-1', metric: 'dc.rack.inlet_temperature', component: '' };
  const { id } = registry.intern(identity, { unit: 'Cel', source: 'influx', simulated: false });
  const scores = new LatestScores();
  if (scoredAt !== undefined) {
    const one = (value: number) => Float32Array.of(value);
    const { seriesIds, at, values } = batchOf([{ seriesId: id, at: scoredAt, value: 22 }]);
    scores.update(
      { length: 1, seriesIds, at, score: one(0.5), expected: one(21), lower: one(20), upper: one(23) },
      values,
    );
  }
  const latest = () => Promise.resolve(storedAt === undefined ? [] : [{ seriesId: id, at: storedAt, value: 25 }]);
  return {
    id,
    query: new QuerySeries(registry, { latest, readPoints: () => Promise.reject(new Error('not asked')) }, scores),
  };
}

describe('the newest point of a series', () => {
  it('comes with its score', async () => {
    const { id, query } = aSite({ storedAt: noon, scoredAt: noon });
    expect((await query.get(id)).latest).toMatchObject({ at: noon, value: 22, score: 0.5 });
  });

  it('is the scored one while the score of the next is on its way', async () => {
    const { id, query } = aSite({ storedAt: noon + 120_000, scoredAt: noon });
    expect((await query.get(id)).latest).toMatchObject({ at: noon, value: 22, score: 0.5 });
  });

  it('has no score while scoring is behind, rather than that of an older point', async () => {
    const { id, query } = aSite({ storedAt: noon + 120_001, scoredAt: noon });
    expect((await query.get(id)).latest).toMatchObject({ at: noon + 120_001, value: 25, score: NaN });
  });

  it('is the scored one while storing is behind', async () => {
    const { id, query } = aSite({ scoredAt: noon });
    expect((await query.get(id)).latest).toMatchObject({ at: noon, value: 22 });
  });

  it('is not there before the first', async () => {
    const { id, query } = aSite({});
    expect((await query.get(id)).latest).toBeUndefined();
  });
});
