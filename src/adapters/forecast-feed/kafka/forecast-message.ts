import type { Message } from 'kafkajs';
import type { LiveForecast } from '../../../domain/forecasting/live/live-forecast.js';
import { seriesKey } from '../../../domain/telemetry/series.js';

const FORMAT_VERSION = 1;

/** A forecast as JSON, keyed by its subject. Values are in the unit of the series; `at` of the first is `origin`. */
export function forecastMessage(forecast: LiveForecast): Message {
  const { subject, issuedAtMs, originMs, stepMs, forecaster, mean, baseline, bands, skill } = forecast;
  const body = {
    version: FORMAT_VERSION,
    asset: subject.assetId,
    metric: subject.metric,
    component: subject.component,
    issuedAt: new Date(issuedAtMs).toISOString(),
    origin: new Date(originMs).toISOString(),
    stepMs,
    forecaster,
    mean: numbers(mean),
    baseline: numbers(baseline),
    intervals: bands.map(({ level, lower, upper }) => ({ level, lower: numbers(lower), upper: numbers(upper) })),
    skill: skill ?? null,
  };
  const key = seriesKey(subject);
  const headers = { 'idempotency-key': `${key}@${originMs}`, 'content-type': 'application/json' };
  return { key, value: JSON.stringify(body), headers };
}

/** Single precision has seven digits. */
function numbers(values: Float32Array): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(7)));
}
