import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { AnswerInfluxQl } from '../../src/application/influxql/answer-influxql.js';
import { MeasurementCatalogue } from '../../src/application/influxql/measurement-catalogue.js';
import { TelemetryMeasurements } from '../../src/application/influxql/telemetry-measurements.js';
import { SiteModel } from '../../src/domain/assets/site-model.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import { influxQlAnswer } from '../../src/http/influxql/influxql-answer.js';
import { dashboardsOf, filled } from './dashboard-files.js';

/**
 * A real InfluxDB 2 with an empty bucket, when its URL is set: the same points there and in a real DuckDB store, and
 * the same questions to both.
 */
const url = process.env['TEST_INFLUX_URL'];
const [token = '', org = '', bucket = ''] = ['TOKEN', 'ORG', 'BUCKET'].map(
  (name) => process.env[`TEST_INFLUX_${name}`],
);

const start = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;
const range = `time >= ${start}ms AND time < ${start + 10 * minute}ms`;
const from = 'FROM "dc.pdu.current"';

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
];

(url === undefined ? describe.skip : describe)('InfluxQL here and in InfluxDB', () => {
  let dir: string;
  let store: DuckDbTelemetryStore;
  let here: AnswerInfluxQl;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plenum-influxql-'));
    const clock = new FakeClock(start + 10 * minute);
    store = await DuckDbTelemetryStore.open({ dir, clock });
    const registry = new SeriesRegistry();
    const series = [
      ['p1', 'a'],
      ['p1', 'b'],
      ['p2', 'a'],
      ['p3', ''],
    ] as const;
    const points = series.flatMap(([assetId, component], place) => {
      const origin = { unit: 'A', source: 'json', simulated: false };
      const { id: seriesId } = registry.intern({ assetId, metric: 'dc.pdu.current', component }, origin);
      const tags = component === '' ? `asset=${assetId}` : `asset=${assetId},component=${component}`;
      return Array.from({ length: 10 }, (_, step) => {
        const at = start + step * minute + place * 1_000;
        const value = 10 + ((step * 7 + place * 3) % 8);
        return { seriesId, at, value, line: `dc.pdu.current,${tags} value=${value} ${at}` };
      });
    });
    await store.appendPoints(batchOf(points));
    const written = await fetch(`${url ?? ''}/api/v2/write?org=${org}&bucket=${bucket}&precision=ms`, {
      method: 'POST',
      headers: { authorization: `Token ${token}` },
      body: points.map(({ line }) => line).join('\n'),
    });
    expect(written.status).toBe(204);
    const telemetry = new TelemetryMeasurements(registry, store, { model: new SiteModel([]) });
    here = new AnswerInfluxQl(new MeasurementCatalogue([telemetry]), clock);
  });
  afterAll(async () => {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const there = async (q: string): Promise<unknown> => {
    const search = new URLSearchParams({ db: bucket, epoch: 'ms', q });
    const answer = await fetch(`${url ?? ''}/query?${search.toString()}`, {
      headers: { authorization: `Token ${token}` },
    });
    return answer.json();
  };

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
