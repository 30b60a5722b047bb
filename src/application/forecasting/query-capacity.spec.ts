import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hourMs, monday } from '../../../test/forecasting/builders.js';
import { FakeClock } from '../../adapters/system/fake-clock.js';
import { DuckDbTelemetryStore } from '../../adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { newAsset } from '../../domain/assets/asset.js';
import { SiteModel } from '../../domain/assets/site-model.js';
import { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import { batchOf } from '../../domain/telemetry/telemetry-batch.js';
import { QueryCapacity } from './query-capacity.js';

const days = 40;
const growthW = 50;
const feeds = [
  { name: 'A' as const, from: 'ups-a' },
  { name: 'B' as const, from: 'ups-b' },
];
const ups = (id: string) => newAsset({ id, kind: 'ups', parentId: 'hall', attributes: { ratedPowerW: 20_000 } });
const rack = (id: string) => newAsset({ id, kind: 'rack', parentId: 'hall', feeds, attributes: { heightU: 42 } });
const site = new SiteModel([
  newAsset({ id: 'dc', kind: 'site', parentId: null }),
  newAsset({ id: 'hall', kind: 'room', parentId: 'dc' }),
  ups('ups-a'),
  ups('ups-b'),
  rack('rack-1'),
  rack('rack-2'),
  newAsset({ id: 'server', kind: 'server', parentId: 'rack-1', attributes: { heightU: 4 } }),
]);

/** Real: the store. Two racks have grown for forty days, by 50 W a day each. */
describe('the capacity of a hall', () => {
  let dir: string;
  let store: DuckDbTelemetryStore;
  const clock = new FakeClock(monday + days * 24 * hourMs);
  const registry = new SeriesRegistry();
  let capacity: QueryCapacity;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-capacity-'));
    store = await DuckDbTelemetryStore.open({ dir, clock });
    const points = ['rack-1', 'rack-2'].flatMap((assetId) => {
      const identity = { assetId, metric: 'dc.rack.power', component: '' };
      const { id: seriesId } = registry.intern(identity, { unit: 'W', source: 'influx', simulated: false });
      return Array.from({ length: days * 24 }, (_, hour) => {
        const ofDay = Math.sin((2 * Math.PI * (hour % 24)) / 24);
        const value = 5000 + growthW * Math.floor(hour / 24) + 500 * ofDay + ((hour * 7919) % 40);
        return { seriesId, at: monday + hour * hourMs, value };
      });
    });
    await store.appendPoints(batchOf(points));
    capacity = new QueryCapacity(() => site, registry, store, clock);
  });
  afterAll(async () => {
    await store.close();
    await rm(dir, { recursive: true });
  });

  it('is told by what its racks draw together against its weaker power path', async () => {
    const [hall] = await capacity.list({ resource: 'power', assetId: 'hall' });
    expect(hall!.days).toBe(days);
    expect(Math.abs(hall!.full!.growthPerDay - 2 * growthW)).toBeLessThan(3);
    const peakW = 2 * (5500 + growthW * (days - 1));
    expect(Math.abs(hall!.used! - peakW)).toBeLessThan(100);
    expect(Math.abs(hall!.full!.days! - (20_000 - peakW) / (2 * growthW))).toBeLessThan(3);
    expect(hall!.full!.earliestDays!).toBeLessThanOrEqual(hall!.full!.days!);
    expect(hall!.full!.latestDays!).toBeGreaterThanOrEqual(hall!.full!.days!);
  });

  it('is not told for a UPS that reports nothing, and for rack units only what is used', async () => {
    const [silent] = await capacity.list({ assetId: 'ups-a' });
    expect(silent).toMatchObject({ used: undefined, full: undefined, days: 0 });
    const [space] = await capacity.list({ resource: 'space', assetId: 'hall' });
    expect(space).toMatchObject({ used: 4, limit: { limit: 84 }, full: undefined });
  });

  it('serves several who ask at once, and refuses an asset that is not there', async () => {
    const [one, other] = await Promise.all([capacity.list({}), capacity.list({})]);
    expect(one).toEqual(other);
    await expect(capacity.list({ assetId: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
