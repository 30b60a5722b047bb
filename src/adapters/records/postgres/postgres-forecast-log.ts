import type { LiveForecast } from '../../../domain/forecasting/live/live-forecast.js';
import type { SeriesIdentity } from '../../../domain/telemetry/series.js';
import { ForecastLog, type ForecastRetention } from '../../../ports/forecast-log.js';
import type { Database } from './database.js';
import { columnsOf, forecastColumns, forecastOf, type ForecastRow } from './forecast-row.js';
import { asTime } from './times.js';

/** Rows of one statement: each is a few hundred bytes. */
const rowsAtOnce = 500;

/** Levels differ in number from row to row, so each list travels as the text of an array. */
const appendForecasts = `
  INSERT INTO forecasts
    (asset_id, metric, component, origin, issued_at, step_ms, forecaster, levels, columns, skill)
  SELECT asset_id, metric, component, origin, issued_at, step_ms, forecaster, levels::float8[], columns, skill::jsonb
  FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::int[], $7::text[],
      $8::text[], $9::bytea[], $10::text[])
    AS told (asset_id, metric, component, origin, issued_at, step_ms, forecaster, levels, columns, skill)
  ON CONFLICT (asset_id, metric, component, origin) DO NOTHING`;

const readAsOf = `
  SELECT found.* FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY
    AS wanted (asset_id, metric, component, place)
  CROSS JOIN LATERAL (
    SELECT ${forecastColumns} FROM forecasts
    WHERE forecasts.asset_id = wanted.asset_id AND forecasts.metric = wanted.metric
      AND forecasts.component = wanted.component AND issued_at <= $4
    ORDER BY forecasts.origin DESC LIMIT 1) AS found
  ORDER BY place`;

const readLatest = `
  SELECT DISTINCT ON (asset_id, metric, component) ${forecastColumns} FROM forecasts WHERE issued_at >= $1
  ORDER BY asset_id, metric, component, origin DESC`;

const deleteOld = `
  WITH gone AS (
    DELETE FROM forecasts
    WHERE issued_at < $1 OR (issued_at < $2 AND mod(extract(epoch FROM origin) * 1000, $3::numeric) <> 0)
    RETURNING 1)
  SELECT count(*)::int AS count FROM gone`;

/** Forecasts as the table `forecasts`. */
export class PostgresForecastLog extends ForecastLog {
  constructor(private readonly database: Database) {
    super();
  }

  async append(forecasts: readonly LiveForecast[]): Promise<void> {
    for (let from = 0; from < forecasts.length; from += rowsAtOnce) {
      const part = forecasts.slice(from, from + rowsAtOnce);
      await this.database.query(appendForecasts, [
        part.map(({ subject }) => subject.assetId),
        part.map(({ subject }) => subject.metric),
        part.map(({ subject }) => subject.component),
        part.map(({ originMs }) => asTime(originMs)),
        part.map(({ issuedAtMs }) => asTime(issuedAtMs)),
        part.map(({ stepMs }) => stepMs),
        part.map(({ forecaster }) => forecaster),
        part.map(({ bands }) => `{${bands.map(({ level }) => level).join(',')}}`),
        part.map(columnsOf),
        part.map(({ skill }) => (skill ? JSON.stringify(skill) : null)),
      ]);
    }
  }

  async asOf(subjects: readonly SeriesIdentity[], atMs: number): Promise<readonly LiveForecast[]> {
    if (subjects.length === 0) return [];
    const rows = await this.database.query<ForecastRow>(readAsOf, [
      subjects.map(({ assetId }) => assetId),
      subjects.map(({ metric }) => metric),
      subjects.map(({ component }) => component),
      asTime(atMs),
    ]);
    return rows.map(forecastOf);
  }

  async latest(sinceMs: number): Promise<readonly LiveForecast[]> {
    const rows = await this.database.query<ForecastRow>(readLatest, [asTime(sinceMs)]);
    return rows.map(forecastOf);
  }

  async applyRetention({ allMs, thinnedToMs, longestMs }: ForecastRetention, nowMs: number): Promise<number> {
    const limits = [asTime(nowMs - longestMs), asTime(nowMs - allMs), thinnedToMs];
    const [row] = await this.database.query<{ count: number }>(deleteOld, limits);
    return row?.count ?? 0;
  }
}
