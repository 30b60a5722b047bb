import type { ForecastView } from '../../application/forecasting/query-forecasts.js';
import { DomainError } from '../../domain/errors.js';
import { refusal } from '../../domain/forecasting/ask.js';
import { baseline } from '../../domain/forecasting/catalogue.js';
import { forecastableOf } from '../../domain/forecasting/live/forecast-kind.js';
import type { LiveForecast } from '../../domain/forecasting/live/live-forecast.js';
import type { ReachSkill, SkillSummary } from '../../domain/forecasting/live/skill-summary.js';
import { metricTitle } from '../../domain/telemetry/metric-catalogue.js';
import { isoOf } from '../iso.js';
import type { ForecastOut } from './forecasts.schema.js';

export interface ShownPart {
  readonly horizonMs: number | undefined;
  readonly levels: readonly number[] | undefined;
}

/** Throws `invalid_input` when more is asked for than there is. */
export function mapForecast({ forecast, series, unit }: ForecastView, { horizonMs, levels }: ShownPart): ForecastOut {
  const { subject, issuedAtMs, originMs, stepMs, forecaster, skill } = forecast;
  const { assetId, metric, component } = subject;
  const steps = stepsOf(forecast, horizonMs);
  const numbers = (values: Float32Array) => Array.from(values.subarray(0, steps), shortened);
  const forecastable = forecastableOf(metric);
  return {
    subject: {
      seriesId: series?.id ?? null,
      assetId,
      metric,
      component,
      title: metricTitle(metric),
      kind: forecastable?.kind ?? null,
      unit,
      joined: series ? null : (forecastable?.joining ?? null),
    },
    issuedAt: isoOf(issuedAtMs),
    origin: isoOf(originMs),
    stepMs,
    forecaster,
    at: Array.from({ length: steps }, (_, step) => isoOf(originMs + step * stepMs)),
    mean: numbers(forecast.mean),
    intervals: bandsOf(forecast, levels).map(({ level, lower, upper }) => ({
      level,
      lower: numbers(lower),
      upper: numbers(upper),
    })),
    baseline: { forecaster: baseline, mean: numbers(forecast.baseline) },
    skill: skill ? mapSkill(skill, forecast, steps) : null,
  };
}

function stepsOf({ mean, stepMs, subject }: LiveForecast, horizonMs: number | undefined): number {
  const asked = horizonMs === undefined ? mean.length : Math.ceil(horizonMs / stepMs);
  if (asked <= mean.length) return asked;
  const message = `horizon: ${subject.assetId} ${subject.metric} is forecast ${mean.length} steps ahead, not ${asked}`;
  throw refusal('horizon_too_long', message, { asked, longest: mean.length });
}

function bandsOf({ bands }: LiveForecast, levels: readonly number[] | undefined): LiveForecast['bands'] {
  // Without bands nothing is known of the errors yet, whatever the level.
  if (levels === undefined || bands.length === 0) return bands;
  const kept = bands.map(({ level }) => level);
  const unknown = levels.filter((level) => !kept.includes(level));
  if (unknown.length === 0) return bands.filter(({ level }) => levels.includes(level));
  throw new DomainError('invalid_input', `levels: ${unknown.join(', ')} is not kept; ${kept.join(', ')} are`, {
    details: { reason: 'level_not_kept', kept },
  });
}

function mapSkill(
  { hasSkill, overall, byReach }: SkillSummary,
  { bands }: LiveForecast,
  steps: number,
): NonNullable<ForecastOut['skill']> {
  const mapReach = (reach: ReachSkill) => ({
    ...reach,
    coverage: bands.map(({ level }, i) => ({ level, share: reach.coverage[i] ?? null })),
  });
  const shown = byReach.filter(({ fromStep }) => fromStep <= steps);
  return { hasSkill, overall: mapReach(overall), byReach: shown.map(mapReach) };
}

/** Forecasts are kept in single precision, which has seven digits. */
function shortened(value: number): number {
  return Number(value.toPrecision(7));
}
