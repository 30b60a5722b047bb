import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import type { InfluxTelemetryStore } from '../../src/adapters/telemetry-store/influx/influx-telemetry-store.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import type { SeriesPoints } from '../../src/ports/telemetry-store.js';
import { eventually } from '../e2e/plenum-process.js';
import { scoresOf } from '../contracts/telemetry-store.contract.js';
import { InfluxTestServer } from '../servers/influx.js';
import { fleet, openStore, registryOf } from './influx-stores.js';

/** Building the server, where it is missing, takes minutes. */
const buildMs = 3_600_000;
const hour = 3_600_000;
const minute = 60_000;
/** After this long what has arrived is sure to be part of a roll-up. */
const settled = 10 * minute;
const start = Math.floor(Date.now() / hour) * hour - 10 * hour;

describe('the tiers in a real InfluxDB', () => {
  let server: InfluxTestServer;
  let clock: FakeClock;
  let store: InfluxTelemetryStore;
  let bucket: string;

  beforeAll(async () => {
    server = await InfluxTestServer.start();
  }, buildMs);
  afterAll(() => server.stop());

  beforeEach(async () => {
    clock = new FakeClock(start + 6 * hour);
    ({ store, bucket } = await openStore(server, registryOf(fleet(8)), { clock }));
  });

  afterEach(() => store.close());

  const steps = (stepMs: number, from: InfluxTelemetryStore = store): Promise<SeriesPoints> =>
    from.readPoints({ seriesId: 1, fromMs: start - 90_000, toMs: start + 6 * hour, stepMs, limit: 10_000 });

  /** Four hours of readings every ten seconds, with a score for every second one. */
  async function appendDay(): Promise<void> {
    const readings = Array.from({ length: 4 * 360 }, (_, index) => ({
      seriesId: 1,
      at: start + index * 10_000,
      value: Math.sin(index / 7) * 10,
    }));
    await store.appendPoints(batchOf(readings));
    const scored = readings.filter((_, index) => index % 2 === 0);
    await store.appendScores(
      scoresOf(scored.map(({ at, value }, index) => ({ seriesId: 1, at, score: index % 5, expected: value + 1 }))),
    );
    clock.advance(settled);
  }

  function expectSame(tiered: SeriesPoints, raw: SeriesPoints): void {
    expect([...tiered.at]).toEqual([...raw.at]);
    for (const column of ['min', 'max', 'score'] as const) expect([...tiered[column]]).toEqual([...raw[column]]);
    for (const column of ['value', 'expected', 'lower', 'upper'] as const) {
      for (const [index, value] of raw[column].entries()) expect(tiered[column][index]).toBeCloseTo(value, 9);
    }
  }

  it.each([minute, 5 * minute, hour, 2 * hour])('answer steps of %d ms as raw rows do', async (stepMs) => {
    await appendDay();
    const raw = await steps(stepMs);
    await store.rollUp();
    expect(raw.at.length).toBeGreaterThan(1);
    expectSame(await steps(stepMs), raw);
  });

  it('answer alone when the raw rows are gone', async () => {
    await appendDay();
    const raw = await steps(hour);
    await store.rollUp();
    await server.dropRows(bucket);
    expectSame(await steps(hour), raw);
    expect(await store.stats()).toMatchObject({ points: 4 * 360, scores: 2 * 360, oldestAt: start });
  });

  it('take in rows that come late, also by way of another process', async () => {
    await appendDay();
    await store.rollUp();
    const reader = await openStore(server, registryOf(fleet(8)), { clock, bucket });
    clock.advance(settled);
    await store.appendPoints(batchOf([{ seriesId: 1, at: start + 25_000, value: 1_000 }]));
    expect((await steps(hour)).max[0]).toBe(1_000);
    expect((await steps(hour, reader.store)).max[0]).toBe(1_000);
    clock.advance(settled);
    await reader.store.rollUp();
    await server.dropRows(bucket);
    expect((await steps(hour)).max[0]).toBe(1_000);
    await reader.store.close();
  });

  it('leave alone the hours for which rows may still be on their way', async () => {
    await appendDay();
    await store.close();
    clock = new FakeClock(start + 2 * hour + minute);
    ({ store, bucket } = await openStore(server, registryOf(fleet(8)), { clock, bucket }));
    await store.rollUp();
    expect(await server.query(`${bucket}_1h`, 'SELECT count("count") FROM /^hw/')).not.toContain('[0,');
    clock.advance(settled);
    await store.rollUp();
    expect(await server.query(`${bucket}_1h`, 'SELECT count("count") FROM /^hw/')).toContain('[0,1]');
  });

  it.each(['operator', 'limited'])(
    'are complete after a start that dropped minutes, with the token: %s',
    async (rights) => {
      const token = rights === 'limited' ? await server.limitedToken() : server.token;
      await store.close();
      clock = new FakeClock(start + 2 * hour + settled);
      const connection = { url: server.url, org: server.org, token };
      ({ store } = await openStore(connection, registryOf(fleet(8)), { clock, bucket, watchEveryMs: 50 }));
      const isSeen = async (run: number) => {
        const look = () => {
          clock.advance(50);
          return Promise.resolve(store.runs.current);
        };
        await eventually(look, (current) => current !== run);
      };
      await appendDay();
      await store.rollUp();
      const before = await steps(minute);
      const { current: first } = store.runs;
      await server.crash(`${bucket}_1m`);
      await server.resume();
      await isSeen(first);
      clock.advance(3 * hour);
      await store.rollUp();
      const { current: second } = store.runs;
      await server.pause('SIGKILL');
      await server.resume();
      await isSeen(second);
      await store.rollUp();
      await server.dropRows(bucket);
      expectSame(await steps(minute), before);
    },
  );

  it('hold sensors with odd names and sensors that were scored only', async () => {
    const odd = { assetId: 'rack "A", row=1', metric: 'dc, "odd" ${x}', component: 'fan,1' };
    const opened = await openStore(server, registryOf([odd]), { clock });
    await opened.store.appendPoints(batchOf([0, 1, 2].map((i) => ({ seriesId: 1, at: start + i * minute, value: i }))));
    await opened.store.appendScores(scoresOf([{ seriesId: 1, at: start + 90 * minute, score: 1 }]));
    clock.advance(settled);
    await opened.store.rollUp();
    await server.dropRows(opened.bucket);
    const points = await steps(hour, opened.store);
    expect([[...points.at], [...points.value]]).toEqual([[start], [1]]);
    await opened.store.close();
  });
});
