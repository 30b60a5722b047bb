import { expect, it } from '@jest/globals';
import { aSeries } from '../../test/records/builders.js';
import { MemorySeriesCatalogue } from '../../test/intake/stand-ins.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { FollowSeries } from './follow-series.js';

const series = (id: number) => aSeries({ id, assetId: `srv-${id}` });

/** Says what it was asked for. */
class AskedCatalogue extends MemorySeriesCatalogue {
  readonly asked: (number | undefined)[] = [];

  override load(afterId?: number) {
    this.asked.push(afterId);
    return super.load(afterId);
  }
}

it('finds what other processes brought up, also between series of its own, and reads nothing twice', async () => {
  const catalogue = new AskedCatalogue();
  const registry = new SeriesRegistry();
  const follow = new FollowSeries(catalogue, registry);
  await follow.look();
  await catalogue.save([series(1), series(2), series(3)]);
  // This process has met the last of them by itself.
  registry.load([series(3)]);
  await follow.look();
  await follow.look();
  await catalogue.save([series(4)]);
  await follow.look();
  expect([...registry.all()].map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  expect(catalogue.asked).toEqual([0, 0, 3, 3]);
});
