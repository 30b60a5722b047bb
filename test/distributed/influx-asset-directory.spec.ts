import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { InfluxAssetDirectory } from '../../src/adapters/telemetry-store/influx/influx-asset-directory.js';
import type { PlacedAsset } from '../../src/ports/asset-directory.js';
import { InfluxTestServer } from '../servers/influx.js';
import { openStore, registryOf } from './influx-stores.js';

/** Building the server, where it is missing, takes minutes. */
const buildMs = 3_600_000;
const clock = new FakeClock(Date.UTC(2026, 2, 1));

function aServer(id: string, place: Partial<PlacedAsset> = {}): PlacedAsset {
  return { id, name: id, kind: 'server', room: 'hall-1', rack: 'rack-1', series: 4, ...place };
}

describe('assets in InfluxDB, for the variables of dashboards', () => {
  let server: InfluxTestServer;

  beforeAll(async () => {
    server = await InfluxTestServer.start();
  }, buildMs);
  afterAll(() => server.stop());

  const aDirectory = async () => {
    const { store, bucket } = await openStore(server, registryOf([]), { clock });
    await store.close();
    const { url, org, token } = server;
    const directory = new InfluxAssetDirectory({ server: { url, org, token }, bucket }, clock);
    const rows = async (statement: string): Promise<readonly (readonly unknown[])[]> => {
      const answer = JSON.parse(await server.query(bucket, statement)) as {
        results: readonly { series?: readonly { values: readonly (readonly unknown[])[] }[] }[];
      };
      return (answer.results[0]?.series ?? []).flatMap(({ values }) => values);
    };
    const within = (rack: string) =>
      rows(`SHOW TAG VALUES FROM "plenum_assets" WITH KEY = "asset" WHERE "rack" =~ /^${rack}$/`);
    return { directory, rows, within };
  };

  it('a server that moves to another rack stands only there, and one that is gone stands nowhere', async () => {
    const { directory, within } = await aDirectory();
    await directory.publish([aServer('srv-1'), aServer('srv-2'), aServer('srv-3')]);
    expect(await within('rack-1')).toEqual(['srv-1', 'srv-2', 'srv-3'].map((id) => ['asset', id]));
    clock.advance(1_000);
    await directory.publish([aServer('srv-1', { rack: 'rack-2' }), aServer('srv-2')]);
    expect(await within('rack-1')).toEqual([['asset', 'srv-2']]);
    expect(await within('rack-2')).toEqual([['asset', 'srv-1']]);
  });

  it('each asset has one row, however often it is published', async () => {
    const { directory, rows } = await aDirectory();
    for (const series of [4, 5, 5]) {
      clock.advance(1_800_000);
      await directory.publish([aServer('srv-1', { series })]);
    }
    expect(await rows('SELECT "series" FROM "plenum_assets"')).toEqual([[clock.now(), 5]]);
  });

  it('a process whose clock is behind that of the last one replaces what that one has published', async () => {
    const { directory, rows } = await aDirectory();
    await directory.publish([aServer('srv-1'), aServer('gone')]);
    clock.advance(-2_000);
    await directory.publish([aServer('srv-1', { series: 7 })]);
    expect(await rows('SELECT "asset", "series" FROM "plenum_assets"')).toEqual([[clock.now(), 'srv-1', 7]]);
  });

  it('names in any script and with every sign of line protocol come back as they are', async () => {
    const { directory, rows } = await aDirectory();
    await directory.publish([aServer('機架 1,a=b', { name: 'Rack "1" \\ north' })]);
    expect(await rows('SELECT "name", "asset" FROM "plenum_assets"')).toEqual([
      [clock.now(), 'Rack "1" \\ north', '機架 1,a=b'],
    ]);
  });

  it('a device of which the site knows nothing is listed without a place', async () => {
    const { directory, rows } = await aDirectory();
    await directory.publish([aServer('new-1', { kind: '', room: '', rack: '' })]);
    expect(await rows('SHOW TAG VALUES FROM "plenum_assets" WITH KEY IN ("asset", "room", "rack")')).toEqual([
      ['asset', 'new-1'],
    ]);
  });
});
