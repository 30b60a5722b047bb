import type { EvenSeries } from '../domain/forecasting/even-series.js';
import type { FitOptions } from '../domain/forecasting/forecaster.js';
import type { SavedForecaster } from '../domain/forecasting/saved-forecaster.js';

/** Fits forecasters of the catalogue without holding up whoever asks for it. */
export abstract class ForecasterFitting {
  /**
   * The forecaster of this name, fitted to the series as `Forecaster.fit` does it and saved, for `loadForecaster`. Rejects with
   * `invalid_input` as that throws it, with the same details; with `unavailable`, retriable, when the work was broken off.
   */
  abstract fit(forecaster: string, training: readonly EvenSeries[], options: FitOptions): Promise<SavedForecaster>;
  /** Breaks off what is being fitted. Idempotent. */
  abstract close(): Promise<void>;
}
