import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAlert, anIncident } from '../../../test/alerting/builders.js';
import { MemoryIncidentLog } from '../../../test/alerting/memory-incident-log.js';
import { MemoryAlertLog } from '../../../test/alerting/stand-ins.js';
import { FakeClock } from '../../adapters/system/fake-clock.js';
import { DuckDbTelemetryStore } from '../../adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { newAsset } from '../../domain/assets/asset.js';
import { SiteModel } from '../../domain/assets/site-model.js';
import { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import { batchOf } from '../../domain/telemetry/telemetry-batch.js';
import { AlertMeasurement } from './alert-measurement.js';
import { AnswerInfluxQl } from './answer-influxql.js';
import { AssetMeasurement } from './asset-measurement.js';
import { IncidentMeasurement } from './incident-measurement.js';
import { MeasurementCatalogue } from './measurement-catalogue.js';
import { TelemetryMeasurements } from './telemetry-measurements.js';

/** Two racks in one hall and one in another, each with a power reading a minute for ten minutes; a real store. */
const start = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;
const racks = ['a-1', 'a-2', 'b-1'];

describe('InfluxQL over the telemetry store', () => {
  let dir: string;
  let store: DuckDbTelemetryStore;
  let influxQl: AnswerInfluxQl;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'plenum-influxql-'));
    const clock = new FakeClock(start + 10 * minute);
    store = await DuckDbTelemetryStore.open({ dir, clock });
    const registry = new SeriesRegistry();
    const ids = racks.map(
      (assetId) =>
        registry.intern(
          { assetId, metric: 'dc.rack.power', component: '' },
          { unit: 'W', source: 'json', simulated: false },
        ).id,
    );
    await store.appendPoints(
      batchOf(
        ids.flatMap((seriesId, rack) =>
          Array.from({ length: 10 }, (_, step) => ({
            seriesId,
            at: start + step * minute,
            value: 1000 * (rack + 1) + step,
          })),
        ),
      ),
    );
    await store.appendScores({
      length: 1,
      seriesIds: Int32Array.of(ids[0]!),
      at: Float64Array.of(start + 3 * minute),
      score: Float32Array.of(2.5),
      expected: Float32Array.of(900),
      lower: Float32Array.of(800),
      upper: Float32Array.of(1000),
    });
    const alerts = new MemoryAlertLog();
    await alerts.record([
      anAlert({ id: '1', assetId: 'a-1', metric: 'dc.rack.power', startsAt: start + 3 * minute, summary: 'too much' }),
    ]);
    const incidents = new MemoryIncidentLog(alerts);
    const incident = anIncident({ causeAssetId: 'a-1', startsAt: start + 3 * minute, title: 'rack a-1: too hot' });
    const towards = { assetId: 'a-1', limitName: 'a limit', nowC: 28, slopeKPerMin: 0.5 };
    const outlook = [
      { ...towards, limitC: 27, inMs: 0 },
      { ...towards, limitC: 32, inMs: 90_000 },
    ];
    const report = { ...incident.report, alertsByKind: { rack: 3 }, assets: ['a-1', 'a-2'], outlook };
    await incidents.record([{ ...incident, report }]);
    const model = new SiteModel([
      newAsset({ id: 'site', kind: 'site', parentId: null }),
      newAsset({ id: 'a', kind: 'room', parentId: 'site' }),
      newAsset({ id: 'b', kind: 'room', parentId: 'site' }),
      ...racks.map((id) => newAsset({ id, kind: 'rack', parentId: id.slice(0, 1) })),
    ]);
    const catalogue = new MeasurementCatalogue([
      new TelemetryMeasurements(registry, store, { model }),
      new AlertMeasurement(alerts, { model }, clock),
      new IncidentMeasurement(incidents, { model }, clock),
      new AssetMeasurement({ model }, registry, clock),
    ]);
    influxQl = new AnswerInfluxQl(catalogue, clock);
  });
  afterAll(async () => {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Tags and rows of the only statement; times as minutes since the start. */
  const ask = async (query: string) => {
    const [answer] = await influxQl.answer(query);
    if (answer?.ok !== true) throw new Error(answer?.error);
    return answer.series.map(({ tags, rows }) => ({
      ...(tags === undefined ? {} : { tags }),
      rows: rows.map(({ at, values }) => [(at - start) / minute, ...values]),
    }));
  };
  const names = async (query: string) => (await ask(query)).flatMap(({ rows }) => rows.map((row) => row.at(-1)));
  const whole = `time >= ${start}ms AND time < ${start + 10 * minute}ms`;
  const power = 'FROM "dc.rack.power"';

  it.each([
    ['mean', 1002.5, 1007],
    ['max', 1004, 1009],
    ['min', 1001, 1005],
    ['first', 1001, 1005],
    ['last', 1004, 1009],
    ['sum', 4010, 5035],
    ['count', 4, 5],
    ['median', 1002.5, 1007],
    ['spread', 3, 4],
  ])('%s of intervals', async (name, ofFirst, ofSecond) => {
    const range = `time >= ${start + minute}ms AND time < ${start + 10 * minute}ms`;
    const query = `SELECT ${name}("value") ${power} WHERE "asset" = 'a-1' AND ${range} GROUP BY time(5m)`;
    expect(await ask(query)).toEqual([
      {
        rows: [
          [0, ofFirst],
          [5, ofSecond],
        ],
      },
    ]);
  });

  it('percentile, stddev and distinct of everything, at their points where they are one', async () => {
    const where = `WHERE "asset" = 'a-1' AND ${whole}`;
    expect(await ask(`SELECT percentile("value", 90) ${power} ${where}`)).toEqual([{ rows: [[8, 1008]] }]);
    expect(await ask(`SELECT max("value") ${power} ${where}`)).toEqual([{ rows: [[9, 1009]] }]);
    const [deviation] = await ask(`SELECT stddev("value") ${power} ${where}`);
    expect(deviation?.rows[0]?.[1]).toBeCloseTo(3.0277, 4);
    expect(await ask(`SELECT count(distinct("value")) ${power} ${where}`)).toEqual([{ rows: [[0, 10]] }]);
  });

  it('a line for each asset, and one for each room', async () => {
    const byAsset = await ask(`SELECT last("value") ${power} WHERE ${whole} GROUP BY "asset"`);
    expect(byAsset).toEqual([
      { tags: { asset: 'a-1' }, rows: [[9, 1009]] },
      { tags: { asset: 'a-2' }, rows: [[9, 2009]] },
      { tags: { asset: 'b-1' }, rows: [[9, 3009]] },
    ]);
    const each = `SELECT mean("value") ${power} WHERE ${whole} GROUP BY time(10m), "asset", "room"`;
    expect(await ask(`SELECT sum("mean") FROM (${each}) WHERE ${whole} GROUP BY time(10m), "room"`)).toEqual([
      { tags: { room: 'a' }, rows: [[0, 3009]] },
      { tags: { room: 'b' }, rows: [[0, 3004.5]] },
    ]);
  });

  it.each([
    ['null', [null, null, 9, null]],
    ['none', [9]],
    ['previous', [null, null, 9, 9]],
    ['7', [7, 7, 9, 7]],
  ])('intervals without data with fill(%s)', async (fill, expected) => {
    const range = `time >= ${start - 5 * minute}ms AND time < ${start + 15 * minute}ms`;
    const where = `WHERE "asset" = 'a-1' AND ${range} AND "value" > 1005`;
    const [series] = await ask(`SELECT max("value") - 1000 ${power} ${where} GROUP BY time(5m) fill(${fill})`);
    expect(series?.rows.map((row) => row[1])).toEqual(expected);
  });

  it('a hole is bridged by a straight line', async () => {
    const query = `SELECT mean("value") ${power} WHERE "asset" = 'a-1' AND ${whole} AND ("value" = 1000 OR "value" = 1009) GROUP BY time(3m) fill(linear)`;
    expect(await ask(query)).toEqual([
      {
        rows: [
          [0, 1000],
          [3, 1003],
          [6, 1006],
          [9, 1009],
        ],
      },
    ]);
  });

  it('rows as they are, the newest first, and only those with a score when that is asked for', async () => {
    expect(await ask(`SELECT "value" ${power} WHERE "asset" = 'b-1' ORDER BY time DESC LIMIT 2`)).toEqual([
      {
        rows: [
          [9, 3009],
          [8, 3008],
        ],
      },
    ]);
    expect(await ask(`SELECT "value" ${power} WHERE "asset" = 'b-1' LIMIT 1 OFFSET 1`)).toEqual([
      { rows: [[1, 3001]] },
    ]);
    expect(await ask(`SELECT "score", "asset" ${power} WHERE "score" >= 1`)).toEqual([{ rows: [[3, 2.5, 'a-1']] }]);
    expect(await ask(`SELECT "score" ${power} WHERE "asset" = 'b-1'`)).toEqual([]);
  });

  it('the newest score is found although newer points have none', async () => {
    expect(await ask(`SELECT last("score") ${power} GROUP BY "asset"`)).toEqual([
      { tags: { asset: 'a-1' }, rows: [[3, 2.5]] },
    ]);
  });

  it('alerts with their place', async () => {
    expect(await ask(`SELECT "summary" FROM "plenum_alerts" WHERE "state" = 'firing' AND "room" = 'a'`)).toEqual([
      { rows: [[3, 'too much']] },
    ]);
    expect(await ask(`SELECT "summary" FROM "plenum_alerts" WHERE time >= ${start + 4 * minute}ms`)).toEqual([]);
  });

  it('incidents with the place of their cause', async () => {
    const open = `FROM "plenum_incidents" WHERE "state" = 'open' AND "room" = 'a'`;
    expect(await ask(`SELECT "title", "alerts", "affected", "limit_in_s" ${open}`)).toEqual([
      { rows: [[3, 'rack a-1: too hot', 3, 2, 90]] },
    ]);
    expect(await ask(`SELECT count("id") FROM "plenum_incidents" GROUP BY time(7d, 4d), "severity"`)).toMatchObject([
      { tags: { severity: 'critical' } },
    ]);
  });

  it('names for variables', async () => {
    expect(await names('SHOW MEASUREMENTS')).toEqual([
      'dc.rack.power',
      'plenum_alerts',
      'plenum_assets',
      'plenum_incidents',
    ]);
    expect(await names('SHOW MEASUREMENTS WITH MEASUREMENT =~ /^dc/ LIMIT 1')).toEqual(['dc.rack.power']);
    expect(
      await names(`SHOW TAG VALUES FROM "plenum_assets" WITH KEY = "asset" WHERE "kind" = 'rack' AND "room" =~ /^a$/`),
    ).toEqual(['a-1', 'a-2']);
    expect(await names(`SHOW TAG KEYS FROM "dc.rack.power"`)).toEqual(['asset', 'kind', 'rack', 'room']);
    expect(await names(`SHOW FIELD KEYS FROM "dc.rack.power"`)).toHaveLength(5);
    expect(await names(`SHOW SERIES FROM "dc.rack.power" WHERE "asset" = 'b-1'`)).toEqual([
      'dc.rack.power,asset=b-1,kind=rack,rack=b-1,room=b',
    ]);
    expect(await names('SHOW TAG VALUES FROM "nothing" WITH KEY = "asset"')).toEqual([]);
  });

  it.each([
    ['SELECT frobnicate("value") FROM "dc.rack.power"', /undefined function frobnicate/],
    ['SELECT mean("value"), "score" FROM "dc.rack.power"', /mixing aggregate and non-aggregate/],
    ['SELECT percentile("value") FROM "dc.rack.power"', /invalid number of arguments/],
    [`SELECT mean("value") ${power} WHERE ${whole} GROUP BY time(1ms) fill(0)`, /max-select-buckets/],
    [`SELECT "value" ${power} WHERE "asset" = /a/`, /regex/],
  ])('%s fails alone, with the reason', async (query, reason) => {
    const [failed, other] = await influxQl.answer(`${query}; SHOW DATABASES`);
    expect(failed).toEqual({ ok: false, error: expect.stringMatching(reason) });
    expect(other).toMatchObject({ ok: true });
  });
});
