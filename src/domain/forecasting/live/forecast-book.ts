import { tooShort } from '../ask.js';
import { baseline } from '../catalogue.js';
import type { FittedForecaster } from '../forecaster.js';
import type { ForecastSubject } from './forecast-subject.js';
import type { Means } from './forecast-track.js';
import { HOUR_MS, type HourlyHistory } from './hourly-history.js';
import type { LiveForecast } from './live-forecast.js';
import type { TrackBook } from './track-book.js';

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

/** A model that subjects share, by its name in the catalogue. */
export interface NamedForecaster {
  readonly name: string;
  readonly fitted: FittedForecaster;
}

/** Forecasts each subject by the model that it shares with others of its kind, beside seasonal naive, and keeps track of it. */
export class ForecastBook {
  constructor(private readonly tracks: TrackBook) {}

  /**
   * To be asked in the order of origins. Throws `invalid_input` with `details.reason` `history_too_short`, also when the last
   * hours are missing.
   */
  forecast({ subject, history, originMs, issuedAtMs }: Asked, model?: NamedForecaster): LiveForecast {
    const known = history.before(originMs);
    if (history.newestMs < originMs - SILENT_AFTER_MS) throw tooShort('a history without its last hours', 0, 1);
    const given = known.values.length;
    if (given < LEAST_HOURS) throw tooShort(`a history of ${given} hours`, given, LEAST_HOURS);
    const track = this.tracks.of(subject);
    const means: Means = (past, horizon) =>
      model && past.values.length >= model.fitted.leastHistory ? model.fitted.forecast(past, horizon) : undefined;
    const { told, baseline: naive } = track.tell(known, means, LEAST_HOURS);
    const isModel = model !== undefined && given >= model.fitted.leastHistory && track.hasSkill;
    return {
      subject: subject.identity,
      issuedAtMs,
      originMs,
      stepMs: HOUR_MS,
      forecaster: isModel ? model.name : baseline,
      mean: Float32Array.from(told.mean),
      baseline: Float32Array.from(naive),
      bands: told.bands.map(({ level, lower, upper }) => ({
        level,
        lower: Float32Array.from(lower),
        upper: Float32Array.from(upper),
      })),
      skill: track.summary,
    };
  }
}
