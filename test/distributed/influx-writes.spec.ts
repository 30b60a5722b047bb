import { createServer, request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspectInflux } from '../../src/adapters/telemetry-store/influx/inspect-influx.js';
import type { InfluxTelemetryStore } from '../../src/adapters/telemetry-store/influx/influx-telemetry-store.js';
import { batchOf, type TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { InfluxTestServer } from '../servers/influx.js';
import { freePort } from '../servers/server-process.js';
import { fleet, freshBucket, openStore, registryOf } from './influx-stores.js';

/** Building the server, where it is missing, takes minutes. */
const buildMs = 3_600_000;
const start = Math.floor(Date.now() / 3_600_000) * 3_600_000;

/** `rounds` points of each of `series` series, a second apart. */
function rounds(series: number, rounds: number, firstRound = 0): TelemetryBatch {
  return batchOf(
    Array.from({ length: series * rounds }, (_, index) => {
      const round = firstRound + Math.floor(index / series);
      return { seriesId: 1 + (index % series), at: start + round * 1_000, value: round };
    }),
  );
}

describe('writing to a real InfluxDB', () => {
  let server: InfluxTestServer;
  const opened: InfluxTelemetryStore[] = [];
  const open: typeof openStore = async (...args) => {
    const result = await openStore(...args);
    opened.push(result.store);
    return result;
  };

  beforeAll(async () => {
    server = await InfluxTestServer.start();
  }, buildMs);
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => server.stop());

  it('keeps names in any script and with any punctuation apart, and finds them again', async () => {
    const name = fc.oneof(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc
        .array(fc.constantFrom('\\', ',', ' ', '=', '#', '"', "'", '%5C', '%25', '%', '$', '{', 'a', '日', ';'), {
          minLength: 1,
          maxLength: 6,
        })
        .map((parts) => parts.join('')),
    );
    const identity = fc.record({ assetId: name, metric: name, component: fc.oneof(name, fc.constant('')) });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(identity, { minLength: 1, maxLength: 20, selector: (one) => Object.values(one).join('\n') }),
        async (series) => {
          const { store } = await open(server, registryOf(series));
          const ids = series.map((_, index) => index + 1);
          await store.appendPoints(batchOf(ids.map((id) => ({ seriesId: id, at: start, value: id }))));
          for (const id of ids) {
            const points = await store.readPoints({ seriesId: id, fromMs: start, toMs: start + 1, limit: 5 });
            expect([...points.value]).toEqual([id]);
          }
          const wanted = ids.map((id) => ({ seriesId: id, at: start, value: id }));
          expect(await store.latest(ids)).toEqual(wanted);
          await store.close();
        },
      ),
      { numRuns: 15 },
    );
  });

  it.each([true, false])('stores the same whether the network is spared or not (gzip: %s)', async (gzip) => {
    const { store } = await open(server, registryOf(fleet(400)), { gzip });
    await store.appendPoints(rounds(400, 10));
    const points = await store.readPoints({ seriesId: 400, fromMs: start, toMs: start + 10_000, limit: 20 });
    expect([...points.value]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('finds the newest points of a whole hall, also of sensors silent for days', async () => {
    const { store } = await open(server, registryOf(fleet(400)));
    await store.appendPoints(batchOf([{ seriesId: 7, at: start - 50 * 3_600_000, value: 7 }]));
    await store.appendPoints({
      ...rounds(400, 3),
      seriesIds: rounds(400, 3).seriesIds.map((id) => (id === 7 ? 8 : id)),
    });
    const latest = await store.latest(Array.from({ length: 400 }, (_, index) => index + 1));
    expect(latest).toHaveLength(400);
    expect(latest[6]).toEqual({ seriesId: 7, at: start - 50 * 3_600_000, value: 7 });
    expect(latest[399]).toEqual({ seriesId: 400, at: start + 2_000, value: 2 });
  });

  it('lets the later of two values with one identity win, however large the batch', async () => {
    const { store } = await open(server, registryOf(fleet(1)));
    const length = 60_000;
    await store.appendPoints({
      length,
      seriesIds: new Int32Array(length).fill(1),
      at: Float64Array.from({ length }, (_, index) => start + (index % 20_000)),
      values: Float64Array.from({ length }, (_, index) => index),
    });
    const { value } = await store.readPoints({ seriesId: 1, fromMs: start, toMs: start + 20_000, limit: 20_000 });
    expect(value).toHaveLength(20_000);
    expect([...value].every((one, index) => one === 40_000 + index)).toBe(true);
  });

  it('has every acknowledged point when the server is killed and comes back in the middle', async () => {
    const { store, bucket } = await open(server, registryOf(fleet(500)), { giveUpAfterMs: 60_000 });
    const appends: Promise<void>[] = [];
    for (let round = 0; round < 40; round += 1) {
      appends.push(store.appendPoints(rounds(500, 10, round * 10)));
      if (round === 20) {
        await appends[10];
        await server.pause('SIGKILL');
        await server.resume();
      }
    }
    await Promise.all(appends);
    const counts = [...(await server.query(bucket, 'SELECT count(value) FROM /.*/')).matchAll(/\[0,(\d+)\]/g)];
    expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(500 * 400);
  });

  it('tells once that the server has restarted', async () => {
    const { store } = await open(server, registryOf(fleet(4)), { watchEveryMs: 50 });
    const before = store.runs.current;
    let restarts = 0;
    const restarted = new Promise<void>((resolve) => {
      store.runs.onRestart(() => {
        restarts += 1;
        resolve();
      });
    });
    await server.pause();
    await server.resume();
    await restarted;
    await store.appendPoints(rounds(4, 1));
    expect(restarts).toBe(1);
    expect(store.runs.current).toBeGreaterThan(before);
  });

  it("says once a run that its token is not an operator's, and asks no more until the next", async () => {
    const token = await server.limitedToken();
    const { url, org } = server;
    const { store, log, bucket } = await open({ url, org, token }, registryOf(fleet(4)), { watchEveryMs: 50 });
    await store.appendPoints(rounds(4, 1));
    const refusal = { code: 'unavailable', retriable: false };
    const secureTwice = async () => {
      await expect(store.runs.secure()).rejects.toMatchObject(refusal);
      await expect(store.runs.secure()).rejects.toMatchObject(refusal);
    };
    await secureTwice();
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'influxdb may not be secured with this token' }]);
    await server.pause();
    await server.resume();
    await secureTwice();
    expect(log.lines).toHaveLength(2);
    expect(await inspectInflux({ url, org, token }, bucket)).toMatchObject({ isUsed: true, maySecure: false });
    expect(await inspectInflux(server, bucket)).toMatchObject({ isUsed: true, maySecure: true });
    expect(await inspectInflux(server, freshBucket())).toMatchObject({ isUsed: false, maySecure: true });
  });

  it('gives up after its time with an error that names the server and may be tried again, and then goes on', async () => {
    const { store } = await open(server, registryOf(fleet(4)), { giveUpAfterMs: 300 });
    await server.pause();
    const refusal = { code: 'unavailable', retriable: true, message: expect.stringContaining(server.url) };
    await expect(store.appendPoints(rounds(4, 1))).rejects.toMatchObject(refusal);
    await expect(store.check()).rejects.toMatchObject(refusal);
    await expect(store.readPoints({ seriesId: 1, fromMs: 0, toMs: start, limit: 1 })).rejects.toMatchObject(refusal);
    await server.resume();
    await store.appendPoints(rounds(4, 1));
    expect(await store.latest([4])).toEqual([{ seriesId: 4, at: start, value: 0 }]);
  });

  it('reports what the server says of a row that it does not take, and keeps the others', async () => {
    const { store, bucket } = await open(server, registryOf(fleet(8)));
    expect(await server.write(bucket, `hw.power,asset=srv-9 value=2i ${start}`)).toBe(204);
    await expect(store.appendPoints(rounds(8, 1))).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/field type conflict.*"value".*hw\.power/),
    });
    expect((await store.readPoints({ seriesId: 1, fromMs: start, toMs: start + 1, limit: 1 })).at).toHaveLength(1);
  });

  it('lets partitions that have little to write share their requests', async () => {
    const gateway = await startGateway(server.url, 1_000_000);
    const { store } = await open({ url: gateway.url, org: server.org, token: server.token }, registryOf(fleet(100)));
    const before = gateway.requests();
    await Promise.all(Array.from({ length: 100 }, (_, round) => store.appendPoints(rounds(100, 1, round))));
    // One for each of four lanes, and what came while these were under way.
    expect(gateway.requests() - before).toBeLessThanOrEqual(8);
    const points = await store.readPoints({ seriesId: 100, fromMs: start, toMs: start + 100_000, limit: 100 });
    expect([...points.value]).toEqual(Array.from({ length: 100 }, (_, round) => round));
    await store.close();
    await gateway.stop();
  });

  it('fails only the partition whose row is refused, not those that shared its request', async () => {
    // Ids 1 and 5 go through the same lane.
    const metrics = ['hw.power', 'a', 'b', 'c', 'hw.temperature'];
    const { store, bucket } = await open(
      server,
      registryOf(metrics.map((metric) => ({ assetId: 'srv-1', metric, component: '' }))),
    );
    expect(await server.write(bucket, `hw.power,asset=srv-9 value=2i ${start}`)).toBe(204);
    const [refused, stored] = await Promise.allSettled(
      [1, 5].map((seriesId) => store.appendPoints(batchOf([{ seriesId, at: start, value: 21.5 }]))),
    );
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
    expect(stored).toMatchObject({ status: 'fulfilled' });
    expect(await store.latest([5])).toEqual([{ seriesId: 5, at: start, value: 21.5 }]);
  });

  it('drops and counts what is older than the retention or beyond the years that InfluxDB knows', async () => {
    const { store, metrics } = await open(server, registryOf(fleet(1)));
    const dayMs = 86_400_000;
    await store.applyRetention({ rawMs: 2 * dayMs, minuteMs: 90 * dayMs, hourMs: 900 * dayMs });
    await store.appendPoints(
      batchOf([
        { seriesId: 1, at: start - 30 * dayMs, value: 1 },
        { seriesId: 1, at: start, value: 2 },
        { seriesId: 1, at: 9e15, value: 3 },
      ]),
    );
    expect(await store.latest([1])).toEqual([{ seriesId: 1, at: start, value: 2 }]);
    expect(metrics.values.get('component_dropped_total influx beyond_retention')).toBe(1);
    expect(metrics.values.get('component_dropped_total influx time_out_of_range')).toBe(1);
  });

  it('refuses more than it may keep waiting, and says that it may be tried again', async () => {
    const { store } = await open(server, registryOf(fleet(10)), { maxWaitingRows: 1_000 });
    const first = store.appendPoints(rounds(10, 90));
    await expect(store.appendPoints(rounds(10, 90, 90))).rejects.toMatchObject({ code: 'overloaded', retriable: true });
    await first;
    await store.appendPoints(rounds(10, 90, 90));
  });

  it('names the address and the cause when token or organisation are wrong', async () => {
    const wrong = (more: object) =>
      openStore({ url: server.url, org: server.org, token: server.token, ...more }, registryOf([]));
    await expect(wrong({ token: 'other' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/refuses the token \(401\)/),
    });
    await expect(wrong({ org: 'other' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/no organisation named other/),
    });
  });

  it('gets through a gateway that takes only small bodies', async () => {
    const gateway = await startGateway(server.url, 4_000);
    const bucket = freshBucket();
    const { store } = await open({ url: gateway.url, org: server.org, token: server.token }, registryOf(fleet(50)), {
      bucket,
    });
    await store.appendPoints(rounds(50, 200));
    expect(gateway.refusals()).toBeGreaterThan(0);
    const counts = [...(await server.query(bucket, 'SELECT count(value) FROM /.*/')).matchAll(/\[0,(\d+)\]/g)];
    expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(10_000);
    await store.close();
    await gateway.stop();
  });
});

interface Gateway {
  readonly url: string;
  refusals(): number;
  /** Writes that came. */
  requests(): number;
  stop(): Promise<void>;
}

/** A reverse proxy before the real server that refuses larger bodies with 413, as nginx does by default. */
async function startGateway(target: string, largestBody: number): Promise<Gateway> {
  const port = await freePort();
  let refused = 0;
  let requests = 0;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/api/v2/write') === true) requests += 1;
    if (Number(incoming.headers['content-length'] ?? 0) > largestBody) {
      refused += 1;
      incoming.resume().once('end', () => outgoing.writeHead(413).end('too large'));
      return;
    }
    const { method, headers } = incoming;
    const onward = httpRequest(`${target}${incoming.url ?? '/'}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, refusals: () => refused, requests: () => requests, stop };
}
