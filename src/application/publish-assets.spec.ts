import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { newAsset } from '../domain/assets/asset.js';
import { SiteModel } from '../domain/assets/site-model.js';
import { DomainError } from '../domain/errors.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { AssetDirectory, type PlacedAsset } from '../ports/asset-directory.js';
import { PublishAssets } from './publish-assets.js';

/** Remembers what was published; it may be out of reach once. */
class MemoryAssetDirectory extends AssetDirectory {
  readonly publications: (readonly PlacedAsset[])[] = [];
  isAway = false;

  publish(assets: readonly PlacedAsset[]): Promise<void> {
    if (this.isAway) return Promise.reject(new DomainError('unavailable', 'the database is away'));
    this.publications.push(assets);
    return Promise.resolve();
  }
}

const site = [
  newAsset({ id: 'dc', kind: 'site', parentId: null }),
  newAsset({ id: 'hall-1', kind: 'room', parentId: 'dc' }),
  newAsset({ id: 'rack-1', kind: 'rack', parentId: 'hall-1' }),
];

describe('the assets that dashboards choose from', () => {
  const registry = new SeriesRegistry();
  const clock = new FakeClock();
  let place: { model: SiteModel };
  let directory: MemoryAssetDirectory;
  let publish: PublishAssets;

  beforeEach(() => {
    place = { model: new SiteModel(site) };
    directory = new MemoryAssetDirectory();
    publish = new PublishAssets(place, registry, directory, clock);
  });

  const lastPublished = () => directory.publications.at(-1);

  it('are published with the place where each stands, and again only when something changes', async () => {
    await publish.refresh();
    await publish.refresh();
    expect(directory.publications).toHaveLength(1);
    expect(lastPublished()?.map(({ id, room, rack }) => [id, room, rack])).toEqual([
      ['dc', '', ''],
      ['hall-1', 'hall-1', ''],
      ['rack-1', 'hall-1', 'rack-1'],
    ]);
  });

  it('include a device from its first reading on, and its place as soon as it is adopted', async () => {
    await publish.refresh();
    const power = { assetId: 'srv-9', metric: 'hw.host.power', component: '' };
    registry.intern(power, { unit: 'W', source: 'json', simulated: false });
    await publish.refresh();
    expect(lastPublished()).toContainEqual({ id: 'srv-9', name: 'srv-9', kind: '', room: '', rack: '', series: 1 });
    place.model = place.model.withAsset(newAsset({ id: 'srv-9', kind: 'server', parentId: 'rack-1' }));
    await publish.refresh();
    expect(lastPublished()).toContainEqual(
      expect.objectContaining({ id: 'srv-9', kind: 'server', room: 'hall-1', rack: 'rack-1' }),
    );
  });

  it('are published again every half hour, before a retention can drop them', async () => {
    await publish.refresh();
    clock.advance(1_799_000);
    await publish.refresh();
    expect(directory.publications).toHaveLength(1);
    clock.advance(1_000);
    await publish.refresh();
    expect(directory.publications).toHaveLength(2);
  });

  it('are published again when the server has started anew, which may have lost them', async () => {
    const runs = { current: 1 };
    publish = new PublishAssets(place, registry, directory, clock, runs);
    await publish.refresh();
    await publish.refresh();
    expect(directory.publications).toHaveLength(1);
    runs.current = 2;
    directory.isAway = true;
    await expect(publish.refresh()).rejects.toMatchObject({ code: 'unavailable' });
    directory.isAway = false;
    await publish.refresh();
    await publish.refresh();
    expect(directory.publications).toHaveLength(2);
  });

  it('are published by the next round when the database was away', async () => {
    directory.isAway = true;
    await expect(publish.refresh()).rejects.toMatchObject({ code: 'unavailable' });
    directory.isAway = false;
    await publish.refresh();
    expect(directory.publications).toHaveLength(1);
  });
});
