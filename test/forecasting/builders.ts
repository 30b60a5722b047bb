import type { LiveForecast } from '../../src/domain/forecasting/live/live-forecast.js';

export const hourMs = 3_600_000;
/** A Monday, 00:00 UTC. */
export const monday = Date.UTC(2026, 10, 23);

/** Three hours of a rack's power, told just after the hour that Monday began, unless told otherwise. */
export function aForecast(known: Partial<LiveForecast> = {}): LiveForecast {
  const originMs = known.originMs ?? monday;
  return {
    subject: { assetId: 'rack-01', metric: 'dc.rack.power', component: '' },
    issuedAtMs: originMs + 120_000,
    originMs,
    stepMs: hourMs,
    forecaster: 'linear',
    mean: Float32Array.of(5000.5, 5200, 5400),
    baseline: Float32Array.of(5100, 5100, 5100),
    bands: [
      { level: 0.8, lower: Float32Array.of(4900, 5000, 5100), upper: Float32Array.of(5100, 5400, 5700) },
      { level: 0.95, lower: Float32Array.of(4700, 4700, 4700), upper: Float32Array.of(5300, 5700, 6100) },
    ],
    skill: undefined,
    ...known,
  };
}
