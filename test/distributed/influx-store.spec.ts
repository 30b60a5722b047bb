import { afterAll, beforeAll } from '@jest/globals';
import type { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { describeManySeries } from '../contracts/telemetry-store-many.contract.js';
import { describeTelemetryStore } from '../contracts/telemetry-store.contract.js';
import { InfluxTestServer } from '../servers/influx.js';
import { fleet, freshBucket, openStore, registryOf } from './influx-stores.js';

/** Building the server, where it is missing, takes minutes. */
const buildMs = 3_600_000;
let server: InfluxTestServer;

beforeAll(async () => {
  server = await InfluxTestServer.start();
}, buildMs);
afterAll(() => server.stop());

const prepare = () => {
  const bucket = freshBucket();
  const registry = registryOf(fleet(200));
  return Promise.resolve({
    open: async (clock: FakeClock) => (await openStore(server, registry, { clock, bucket })).store,
    dispose: () => Promise.resolve(),
  });
};

describeTelemetryStore('InfluxDB', prepare, { recordsPositions: false, keepsFromArrival: false });
describeManySeries('InfluxDB', prepare);
