import { DomainError } from '../../../domain/errors.js';
import type { LiveBand, LiveForecast } from '../../../domain/forecasting/live/live-forecast.js';
import type { SkillSummary } from '../../../domain/forecasting/live/skill-summary.js';

/** As `readForecasts` selects it. */
export interface ForecastRow {
  readonly assetId: string;
  readonly metric: string;
  readonly component: string;
  readonly origin: Date;
  readonly issuedAt: Date;
  readonly stepMs: number;
  readonly forecaster: string;
  readonly levels: readonly number[];
  readonly columns: Buffer;
  readonly skill: SkillSummary | null;
}

export const forecastColumns = `
  asset_id AS "assetId", metric, component, origin, issued_at AS "issuedAt", step_ms AS "stepMs", forecaster, levels,
  columns, skill`;

/** Mean, baseline, then lower and upper bound of each level, one after the other, little-endian. */
export function columnsOf({ mean, baseline, bands }: LiveForecast): Buffer {
  const parts = [mean, baseline, ...bands.flatMap(({ lower, upper }) => [lower, upper])];
  const bytes = Buffer.alloc(parts.length * mean.length * 4);
  parts.forEach((part, column) => {
    part.forEach((value, step) => bytes.writeFloatLE(value, (column * mean.length + step) * 4));
  });
  return bytes;
}

/** Throws `incompatible_data` when the row is damaged. */
export function forecastOf(row: ForecastRow): LiveForecast {
  const { assetId, metric, component, levels, columns } = row;
  const steps = columns.length / 4 / (2 + 2 * levels.length);
  if (!Number.isInteger(steps)) {
    throw new DomainError('incompatible_data', `the forecast of ${assetId} ${metric} in PostgreSQL is damaged`);
  }
  const column = (index: number) =>
    Float32Array.from({ length: steps }, (_, step) => columns.readFloatLE((index * steps + step) * 4));
  const bands = levels.map((level, i): LiveBand => ({ level, lower: column(2 + 2 * i), upper: column(3 + 2 * i) }));
  return {
    subject: { assetId, metric, component },
    issuedAtMs: row.issuedAt.getTime(),
    originMs: row.origin.getTime(),
    stepMs: row.stepMs,
    forecaster: row.forecaster,
    mean: column(0),
    baseline: column(1),
    bands,
    skill: row.skill ?? undefined,
  };
}
