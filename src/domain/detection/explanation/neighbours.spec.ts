import { describe, expect, it } from '@jest/globals';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import { isBoundTo, neighboursOf } from './neighbours.js';

const inlet = { metric: 'dc.rack.inlet_temperature', component: 'top' };
const ambient = { metric: 'hw.host.ambient_temperature', component: '' };
const supply = { metric: 'dc.crah.supply_temperature', component: '' };

const site = new SiteModel([
  newAsset({ id: 'site', kind: 'site', parentId: null }),
  newAsset({ id: 'pdu', kind: 'pdu', parentId: 'site' }),
  newAsset({ id: 'chiller', kind: 'chiller', parentId: 'site' }),
  newAsset({ id: 'crah-1', kind: 'crah', parentId: 'site', coolingZone: 'north', cooledBy: ['chiller'] }),
  newAsset({ id: 'crah-2', kind: 'crah', parentId: 'site', coolingZone: 'north' }),
  newAsset({ id: 'rack-1', kind: 'rack', parentId: 'site', coolingZone: 'north', feeds: [{ name: 'A', from: 'pdu' }] }),
  newAsset({ id: 'rack-2', kind: 'rack', parentId: 'site', coolingZone: 'north' }),
  newAsset({ id: 'server', kind: 'server', parentId: 'rack-1' }),
]);

describe('The neighbours of an asset', () => {
  it.each([
    [
      'rack-1',
      {
        'rack-1': 'same',
        server: 'same-rack',
        pdu: 'supplies',
        'crah-1': 'cools',
        'crah-2': 'cools',
        'rack-2': 'same-zone',
      },
    ],
    [
      'server',
      {
        server: 'same',
        'rack-1': 'same-rack',
        pdu: 'supplies',
        'crah-1': 'cools',
        'crah-2': 'cools',
        'rack-2': 'same-zone',
      },
    ],
    ['crah-1', { 'crah-1': 'same', chiller: 'cools', 'crah-2': 'same-zone', 'rack-1': 'cooled', 'rack-2': 'cooled' }],
    ['pdu', { pdu: 'same', 'rack-1': 'supplied' }],
    ['unheard-of', { 'unheard-of': 'same' }],
  ])('%s are what its trouble comes from and goes to', (id, expected) => {
    expect(Object.fromEntries(neighboursOf(site, id))).toEqual(expected);
  });
});

describe('A neighbour should move', () => {
  it('never with a residual, which no sensor reads', () => {
    const power = { metric: 'dc.pdu.power', component: '' };
    const residual = { metric: 'dc.pdu.power_residual', component: '' };
    expect(isBoundTo(residual, power, 'same')).toBe(false);
    expect(isBoundTo(power, residual, 'same')).toBe(false);
  });

  it('when it breathes the same air, whatever its sensor is called', () => {
    expect(isBoundTo(inlet, ambient, 'same-rack')).toBe(true);
    expect(isBoundTo(inlet, { ...inlet, component: 'bottom' }, 'same')).toBe(true);
  });

  it('when the cold air that it gets warms up', () => {
    expect(isBoundTo(supply, inlet, 'cooled')).toBe(true);
    expect(isBoundTo(supply, { metric: 'dc.rack.power', component: '' }, 'cooled')).toBe(false);
  });

  it('when it is the current of the same power', () => {
    const [power, current] = ['dc.pdu.power', 'dc.pdu.current'].map((metric) => ({ metric, component: 'phase-a' }));
    expect(isBoundTo(power!, current!, 'same')).toBe(true);
    expect(isBoundTo(power!, { ...current!, component: 'phase-b' }, 'same')).toBe(false);
  });

  it('not when it may have a spare, or a life of its own', () => {
    expect(
      isBoundTo({ metric: 'dc.pdu.power', component: '' }, { metric: 'dc.rack.power', component: '' }, 'supplied'),
    ).toBe(false);
    expect(isBoundTo(inlet, inlet, 'same-zone')).toBe(false);
  });
});
