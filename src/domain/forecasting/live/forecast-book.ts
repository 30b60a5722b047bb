import { tooShort } from '../ask.js';
import { baseline } from '../catalogue.js';
import type { FittedForecaster } from '../forecaster.js';
import type { ForecastSubject } from './forecast-subject.js';
import { HOUR_MS, type HourlyHistory } from './hourly-history.js';
import { liveBaseline } from './live-baseline.js';
import type { LiveForecast } from './live-forecast.js';

/** A subject that has not reported for so long is not forecast: nobody knows whether it is still there. */
export const SILENT_AFTER_MS = 6 * HOUR_MS;
/** Shorter histories than this say nothing of the course of a day. */
export const LEAST_HOURS = 24;

export interface Asked {
  readonly subject: ForecastSubject;
  readonly history: HourlyHistory;
  /** Hours before this are known. */
  readonly originMs: number;
  readonly issuedAtMs: number;
}

/** A model that subjects share, by its name. */
export interface NamedForecaster {
  readonly name: string;
  readonly fitted: FittedForecaster;
}

/** Forecasts each subject, by the model that it shares with others of its kind, beside seasonal naive. */
export class ForecastBook {
  constructor(private readonly horizonHours: number) {}

  /** Throws `invalid_input` with `details.reason` `history_too_short`, also when the last hours are missing. */
  forecast({ subject, history, originMs, issuedAtMs }: Asked, model?: NamedForecaster): LiveForecast {
    const known = history.before(originMs);
    if (history.newestMs < originMs - SILENT_AFTER_MS) throw tooShort('a history without its last hours', 0, 1);
    const given = known.values.length;
    if (given < LEAST_HOURS) throw tooShort(`a history of ${given} hours`, given, LEAST_HOURS);
    const naive = liveBaseline(known, this.horizonHours);
    const isUsable = model !== undefined && given >= model.fitted.leastHistory;
    const mean = isUsable ? model.fitted.forecast(known, this.horizonHours) : naive;
    return {
      subject: subject.identity,
      issuedAtMs,
      originMs,
      stepMs: HOUR_MS,
      forecaster: isUsable ? model.name : baseline,
      mean: Float32Array.from(mean),
      baseline: Float32Array.from(naive),
      bands: [],
      skill: [],
    };
  }
}
