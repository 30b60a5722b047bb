import { describe, expect, it } from '@jest/globals';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import type { SeriesDescriptor } from '../../telemetry/series.js';
import { aggregatesOf, jointly } from './aggregates.js';
import { HOUR_MS, HourlyHistory } from './hourly-history.js';

const site = new SiteModel([
  newAsset({ id: 'dc', kind: 'site', parentId: null }),
  newAsset({ id: 'hall', kind: 'room', parentId: 'dc' }),
  newAsset({ id: 'row-1', kind: 'row', parentId: 'hall' }),
  newAsset({ id: 'rack-1', kind: 'rack', parentId: 'row-1' }),
  newAsset({ id: 'rack-2', kind: 'rack', parentId: 'row-1' }),
  newAsset({ id: 'pdu', kind: 'pdu', parentId: 'hall' }),
]);
let lastId = 0;
const series = (assetId: string, metric = 'dc.rack.power'): SeriesDescriptor => {
  lastId += 1;
  return { id: lastId, assetId, metric, component: '', unit: 'W', source: 'influx', simulated: false };
};
const history = (first: number, ...values: number[]) => {
  const made = new HourlyHistory(240);
  values.forEach((value, i) => {
    made.put((first + i) * HOUR_MS, value);
  });
  return made;
};

describe('what stands in a place, taken together', () => {
  it('is forecast for the row, the hall and the site, and not where there is one series of it', () => {
    const found = aggregatesOf(site, [series('rack-1'), series('rack-2'), series('pdu', 'dc.pdu.power')]);
    expect(found.map(({ identity, members }) => `${identity.assetId} ${identity.metric} ${members.length}`)).toEqual([
      'dc dc.rack.power 2',
      'hall dc.rack.power 2',
      'row-1 dc.rack.power 2',
    ]);
  });

  it('is not made up where the place reports it itself', () => {
    const found = aggregatesOf(site, [series('rack-1'), series('rack-2'), series('hall')]);
    expect(found.map(({ identity }) => identity.assetId)).toEqual(['dc', 'row-1']);
  });

  it('adds powers up and takes the mean of temperatures', () => {
    const two = [history(0, 100), history(0, 300)];
    expect(jointly('dc.rack.power', two, 0)).toBe(400);
    expect(jointly('dc.rack.inlet_temperature', two, 0)).toBe(200);
  });

  it('grows when a new rack comes, and takes a rack that is silent to be like the others', () => {
    const racks = [history(0, 100, 110, 120), history(0, 100, NaN, 120), history(2, 90)];
    expect([0, 1, 2].map((hour) => jointly('dc.rack.power', racks, hour * HOUR_MS))).toEqual([200, 220, 330]);
  });

  it('does not go on with a rack that was switched off for good a week ago', () => {
    const week = 7 * 24;
    const still = Array.from({ length: 200 }, () => 100);
    const racks = [history(0, ...still), history(0, ...still), history(0, 100)];
    expect(jointly('dc.rack.power', racks, (week - 1) * HOUR_MS)).toBe(300);
    expect(jointly('dc.rack.power', racks, (week + 1) * HOUR_MS)).toBe(200);
  });

  it('is unknown when most of it is silent', () => {
    const racks = [history(0, 1, NaN), history(0, 1, NaN), history(0, 1, 5)];
    expect(jointly('dc.rack.power', racks, HOUR_MS)).toBeNaN();
    expect(jointly('dc.rack.power', [], 0)).toBeNaN();
  });
});
