import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { InfluxAssetDirectory } from '../../src/adapters/telemetry-store/influx/influx-asset-directory.js';
import { AnswerInfluxQl } from '../../src/application/influxql/answer-influxql.js';
import { AssetMeasurement } from '../../src/application/influxql/asset-measurement.js';
import { MeasurementCatalogue } from '../../src/application/influxql/measurement-catalogue.js';
import { TelemetryMeasurements } from '../../src/application/influxql/telemetry-measurements.js';
import { placedAssets } from '../../src/application/placed-assets.js';
import { newAsset } from '../../src/domain/assets/asset.js';
import { SiteModel } from '../../src/domain/assets/site-model.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import { influxQlAnswer } from '../../src/http/influxql/influxql-answer.js';
import { dashboardsOf, filled } from '../scenarios/dashboard-files.js';
import { InfluxTestServer } from '../servers/influx.js';
import { type OpenedStore, openStore } from './influx-stores.js';

/** The same points and assets in a real InfluxDB 2 and in a real DuckDB store, and the same questions to both. */
const start = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;
const range = `time >= ${start}ms AND time < ${start + 10 * minute}ms`;
const metric = 'dc.pdu.current';
const from = `FROM "${metric}"`;
/** Building the server, where it is missing, takes minutes. */
const buildMs = 3_600_000;

const questions = [
  ...['mean', 'max', 'min', 'count', 'sum', 'first', 'last', 'median', 'spread', 'stddev'].flatMap((call) => [
    `SELECT ${call}("value") ${from} WHERE ${range} GROUP BY time(3m), "asset"`,
    `SELECT ${call}("value") ${from} WHERE ${range} AND "asset" = 'p1' GROUP BY "component"`,
  ]),
  `SELECT percentile("value", 75) ${from} WHERE ${range} GROUP BY "asset"`,
  `SELECT distinct("value") ${from} WHERE ${range} AND "component" = 'a'`,
  `SELECT count(distinct("value")) ${from} WHERE ${range}`,
  `SELECT "value" ${from} WHERE ${range} AND "asset" =~ /^(p1|p\\d)$/ AND "component" != 'b' ORDER BY time DESC LIMIT 3`,
  `SELECT "value", "asset" ${from} WHERE ${range} AND "value" > 14 LIMIT 4 OFFSET 1`,
  `SELECT mean("value") * 2 - 1 AS "x", max("value") ${from} WHERE ${range} GROUP BY time(5m)`,
  ...['null', 'none', 'previous', 'linear', '0'].map(
    (fill) =>
      `SELECT mean("value") ${from} WHERE time >= ${start - 6 * minute}ms AND time < ${start + 16 * minute}ms AND "value" != 13 GROUP BY time(1m), "component" fill(${fill})`,
  ),
  `SELECT sum("mean") FROM (SELECT mean("value") ${from} WHERE ${range} GROUP BY time(2m), "asset", "component") WHERE ${range} GROUP BY time(2m)`,
  `SELECT max("value") ${from} WHERE ${range} GROUP BY * SLIMIT 2 SOFFSET 1`,
  `SELECT mean("value") ${from} WHERE ${range} AND ("asset" = 'p1' OR "component" = '') GROUP BY time(4m, 1m)`,
  `SELECT mean("value") FROM "nothing" WHERE ${range}`,
  `SHOW TAG VALUES ${from} WITH KEY IN ("asset", "component") WHERE "asset" =~ /p/`,
  `SHOW MEASUREMENTS`,
  `SHOW TAG VALUES FROM "plenum_assets" WITH KEY = "room"`,
  `SHOW TAG VALUES FROM "plenum_assets" WITH KEY = "asset" WHERE "kind" = 'pdu' AND "room" =~ /^hall-1$/`,
  `SHOW TAG VALUES FROM "plenum_assets" WITH KEY = "asset" WHERE "kind" = ''`,
  `SELECT "name", "series" FROM "plenum_assets" WHERE "series" > 0 GROUP BY "asset", "room"`,
];

const assets = [
  newAsset({ id: 'dc', kind: 'site', parentId: null }),
  newAsset({ id: 'hall-1', name: 'Hall "one"', kind: 'room', parentId: 'dc' }),
  newAsset({ id: 'p1', kind: 'pdu', parentId: 'hall-1' }),
  newAsset({ id: 'p2', kind: 'pdu', parentId: 'dc' }),
];

/** Two assets with places, one without, and one that has series in two parts. */
function seriesOf(registry: SeriesRegistry) {
  const origin = { unit: 'A', source: 'json', simulated: false };
  const identities = [
    ['p1', 'a'],
    ['p1', 'b'],
    ['p2', 'a'],
    ['p3', ''],
  ] as const;
  return identities.map(([assetId, component]) => registry.intern({ assetId, metric, component }, origin).id);
}

describe('InfluxQL here and in InfluxDB', () => {
  let server: InfluxTestServer;
  let dir: string;
  let store: DuckDbTelemetryStore;
  let opened: OpenedStore;
  let here: AnswerInfluxQl;

  beforeAll(async () => {
    server = await InfluxTestServer.start();
    dir = mkdtempSync(join(tmpdir(), 'plenum-influxql-'));
    const clock = new FakeClock(start + 10 * minute);
    const registry = new SeriesRegistry();
    const points = seriesOf(registry).flatMap((seriesId, place) =>
      Array.from({ length: 10 }, (_, step) => ({
        seriesId,
        at: start + step * minute + place * 1_000,
        value: 10 + ((step * 7 + place * 3) % 8),
      })),
    );
    store = await DuckDbTelemetryStore.open({ dir, clock });
    opened = await openStore(server, registry, { clock });
    await store.appendPoints(batchOf(points));
    await opened.store.appendPoints(batchOf(points));
    const site = { model: new SiteModel(assets) };
    const { url, org, token } = server;
    const directory = new InfluxAssetDirectory({ server: { url, org, token }, bucket: opened.bucket }, clock);
    await directory.publish(placedAssets(site, registry));
    const telemetry = new TelemetryMeasurements(registry, store, { model: new SiteModel([]) });
    const catalogue = [telemetry, new AssetMeasurement(site, registry, clock)];
    here = new AnswerInfluxQl(new MeasurementCatalogue(catalogue), clock);
  }, buildMs);
  afterAll(async () => {
    await store.close();
    await opened.store.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const there = async (q: string): Promise<unknown> => JSON.parse(await server.query(opened.bucket, q));

  it.each(questions)('%s', async (question) => {
    const ours: unknown = JSON.parse(JSON.stringify(influxQlAnswer(await here.answer(question), 'ms')));
    expect(rounded(ours)).toEqual(rounded(await there(question)));
  });

  it('every panel query is InfluxQL to InfluxDB too', async () => {
    const choices = Object.fromEntries(
      ['room', 'rack', 'server', 'crah', 'chiller', 'tower', 'pump', 'ups', 'pdu', 'instance', 'asset'].map((name) => [
        name,
        ['a-1', 'b/2'],
      ]),
    );
    for (const { panel, influxQl } of dashboardsOf('distributed').flatMap(({ queries }) => queries)) {
      if (influxQl === undefined) continue;
      const q = filled(influxQl, { ...choices, metric: ['dc.pdu.current'], component: ['.*'] })
        .replaceAll('$timeFilter', range)
        .replaceAll('$__interval', '1m');
      expect({ panel, answer: await there(q) }).toEqual({ panel, answer: { results: [{ statement_id: 0 }] } });
    }
  });
});

/** Numbers to twelve digits: sums may be made in another order. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
}
