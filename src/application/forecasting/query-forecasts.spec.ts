import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aForecast, hourMs, monday } from '../../../test/forecasting/builders.js';
import { MemoryForecastLog } from '../../../test/forecasting/stand-ins.js';
import { FakeClock } from '../../adapters/system/fake-clock.js';
import { DuckDbTelemetryStore } from '../../adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { SiteModel } from '../../domain/assets/site-model.js';
import { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import { batchOf } from '../../domain/telemetry/telemetry-batch.js';
import { ExplainNoForecast } from './explain-no-forecast.js';
import { LatestForecasts } from './latest-forecasts.js';
import { type ForecastPageAsked, QueryForecasts } from './query-forecasts.js';

const metric = 'dc.rack.power';
const rack = (n: number) => ({ assetId: `rack-${n}`, metric, component: '' });

/** Real: the store. Five racks were forecast three hours ahead, one of them no longer. */
describe('asking for the forecasts of racks', () => {
  let dir: string;
  let store: DuckDbTelemetryStore;
  let clock: FakeClock;
  const registry = new SeriesRegistry();
  const idOf = (n: number) => registry.intern(rack(n), { unit: 'W', source: 'influx', simulated: false }).id;
  const log = new MemoryForecastLog();
  const latest = new LatestForecasts();
  let forecasts: QueryForecasts;

  const told = async (n: number, hour: number) => {
    const forecast = aForecast({ subject: rack(n), originMs: monday + hour * hourMs });
    latest.take([forecast]);
    await log.append([forecast]);
  };
  const racksOn = async (page: ForecastPageAsked) =>
    (await forecasts.list({ metric }, page)).map(({ forecast }) => forecast.subject.assetId);

  beforeEach(async () => {
    clock = new FakeClock(monday + 10 * hourMs);
    dir = await mkdtemp(join(tmpdir(), 'plenum-query-forecasts-'));
    store = await DuckDbTelemetryStore.open({ dir, clock });
    const explain = new ExplainNoForecast(registry, store, clock);
    forecasts = new QueryForecasts(registry, () => new SiteModel([]), { latest, log }, explain, clock);
    for (let n = 1; n <= 5; n++) {
      idOf(n);
      await told(n, n === 2 ? 4 : 10);
    }
  });
  afterEach(async () => {
    await store.close();
    await rm(dir, { recursive: true });
  });

  it('fills a page although a rack in the middle of it has fallen silent', async () => {
    expect(await racksOn({ limit: 3 })).toEqual(['rack-1', 'rack-3', 'rack-4']);
    expect(await racksOn({ limit: 3, after: `rack-4|${metric}|` })).toEqual(['rack-5']);
  });

  it('fills a page of what was thought at a time at which some racks were not forecast yet', async () => {
    const asOfMs = monday + 5 * hourMs;
    expect(await racksOn({ limit: 1, asOfMs })).toEqual(['rack-2']);
  });

  it('does not take a forecast for what was thought at a time by which it had ended', async () => {
    const seriesIds = [idOf(2)];
    expect(await forecasts.list({ seriesIds }, { limit: 1, asOfMs: monday + 6 * hourMs })).toHaveLength(1);
    await expect(forecasts.list({ seriesIds }, { limit: 1, asOfMs: monday + 7 * hourMs })).rejects.toMatchObject({
      code: 'not_found',
      details: { reason: 'not_kept' },
    });
  });

  it('says of a rack that reported for days and is silent since days that it is silent, not that it is new', async () => {
    clock.advance(9 * 24 * hourMs);
    const points = Array.from({ length: 48 }, (_, hour) => ({
      seriesId: idOf(2),
      at: monday + hour * hourMs,
      value: 5000,
    }));
    await store.appendPoints(batchOf(points));
    await expect(forecasts.list({ seriesIds: [idOf(2)] }, { limit: 1 })).rejects.toMatchObject({
      code: 'not_found',
      details: { reason: 'silent' },
    });
  });
});
