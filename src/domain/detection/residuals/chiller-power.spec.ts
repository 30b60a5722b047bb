import { expect, it } from '@jest/globals';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import { chillerPower } from './chiller-power.js';

const site = new SiteModel([
  newAsset({ id: 'site', kind: 'site', parentId: null }),
  newAsset({ id: 'chiller', kind: 'chiller', parentId: 'site', attributes: { ratedCoolingW: 90_000 } }),
  newAsset({ id: 'weather', kind: 'weather', parentId: 'site' }),
]);

it('a chiller is not judged in frost, in which its lift is what head pressure control makes it', () => {
  const [chiller] = chillerPower.subjects(site);
  const at = (outdoorC: number) => chiller!.read(Float64Array.of(50_000, 2_000, 10, outdoorC));
  expect(at(18)?.measured).toBe(2_000);
  expect(at(-3)).toBeUndefined();
});
