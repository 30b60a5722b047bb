import { describe, expect, it } from '@jest/globals';
import { newAsset } from './asset.js';
import { SiteModel } from './site-model.js';

/** One room with two PDUs on one UPS, a rack on both, a rack on one, and a CRAH cooled by a chiller. */
const model = new SiteModel([
  newAsset({ id: 'site', kind: 'site', parentId: null }),
  newAsset({ id: 'chiller', kind: 'chiller', parentId: 'site' }),
  newAsset({ id: 'hall', kind: 'room', parentId: 'site' }),
  newAsset({ id: 'ups', kind: 'ups', parentId: 'hall' }),
  newAsset({ id: 'pdu-a', kind: 'pdu', parentId: 'hall', feeds: [{ name: 'A', from: 'ups' }] }),
  newAsset({ id: 'pdu-b', kind: 'pdu', parentId: 'hall', feeds: [{ name: 'A', from: 'ups' }] }),
  newAsset({ id: 'crah', kind: 'crah', parentId: 'hall', coolingZone: 'north', cooledBy: ['chiller'] }),
  newAsset({
    id: 'rack-1',
    kind: 'rack',
    parentId: 'hall',
    coolingZone: 'north',
    feeds: [
      { name: 'A', from: 'pdu-a' },
      { name: 'B', from: 'pdu-b' },
    ],
  }),
  newAsset({ id: 'rack-2', kind: 'rack', parentId: 'hall', feeds: [{ name: 'A', from: 'pdu-a' }] }),
  newAsset({ id: 'server-1', kind: 'server', parentId: 'rack-1' }),
]);

const radius = (id: string) => model.blastRadius(id).map(({ asset, through }) => `${asset.id} by ${through}`);

describe('the site model', () => {
  it('leads from the site down to a server', () => {
    expect(model.path('server-1')).toEqual(['site', 'hall', 'rack-1', 'server-1']);
    expect(model.path('unheard-of')).toEqual([]);
  });

  it('gives a server the feeds and the zone of its rack', () => {
    expect(model.feedsOf('server-1').map(({ from }) => from)).toEqual(['pdu-a', 'pdu-b']);
    expect(model.zoneOf('server-1')).toBe('north');
    expect(model.racksOfZone('north').map(({ id }) => id)).toEqual(['rack-1']);
  });

  it('knows the rack and the room around a server, and that a rack is its own', () => {
    expect(model.enclosing('server-1', 'rack')?.id).toBe('rack-1');
    expect(model.enclosing('rack-1', 'rack')?.id).toBe('rack-1');
    expect(model.enclosing('server-1', 'room')?.id).toBe('hall');
    expect(model.enclosing('chiller', 'room')).toBeUndefined();
    expect(model.enclosing('unheard-of', 'rack')).toBeUndefined();
  });

  it('lists everything in a room, the room first', () => {
    expect(model.inRoom('hall')).toHaveLength(8);
    expect(model.inRoom('hall')[0]?.id).toBe('hall');
  });

  it('reaches from a UPS through both PDUs to the servers', () => {
    expect(radius('ups')).toEqual([
      'pdu-a by power',
      'pdu-b by power',
      'rack-1 by power',
      'rack-2 by power',
      'server-1 by containment',
    ]);
  });

  it('reaches from a chiller through the CRAHs to the racks that they cool, and no further', () => {
    expect(radius('chiller')).toEqual(['crah by cooling', 'rack-1 by cooling', 'server-1 by containment']);
  });

  it('counts the steps from the failed device', () => {
    expect(model.blastRadius('ups').map(({ distance }) => distance)).toEqual([1, 1, 2, 2, 3]);
  });

  it('takes in an adopted device without changing the model that others hold', () => {
    const grown = model.withAsset(newAsset({ id: 'found', kind: 'server', parentId: 'rack-1' }));
    expect(grown.path('found')).toEqual(['site', 'hall', 'rack-1', 'found']);
    expect(model.find('found')).toBeUndefined();
    expect(() => grown.withAsset(newAsset({ id: 'found', kind: 'server', parentId: 'rack-1' }))).toThrow(/exists/);
    expect(() => model.withAsset(newAsset({ id: 'lost', kind: 'server', parentId: 'rack-9' }))).toThrow(/rack-9/);
  });
});
