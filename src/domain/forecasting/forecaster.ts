import type { EvenSeries } from './even-series.js';
import type { SavedForecaster } from './saved-forecaster.js';

export interface FitOptions {
  /**
   * How many steps ahead will be asked for. A forecaster may choose its settings for each; a forecast of other length uses
   * those of the next longer one.
   */
  readonly horizons: readonly number[];
  /**
   * Weights are learned from the first so many values of each series; later ones help to choose settings only.
   * All of them when absent.
   */
  readonly learnRows?: number | undefined;
  /** Steps of history to look at, for a forecaster that looks at a choice of them; chosen from the training when absent. */
  readonly lookback?: number | undefined;
}

/** What was chosen for one horizon, for people and reports. */
export interface ChosenSettings {
  /** Steps of history that a forecast looks at. */
  readonly lookback: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * A way to forecast. It knows no single series: it is fitted to several of the same kind, which share one model, and then
 * forecasts each from that series' own history. Intervals are laid around its means by `intervals/`.
 */
export abstract class Forecaster {
  /**
   * Learns from series of the same kind and step. Deterministic. Gaps are allowed. Throws `invalid_input` with
   * `details.reason` `history_too_short` when they are too short for the longest horizon, and without it when steps differ.
   */
  abstract fit(training: readonly EvenSeries[], options: FitOptions): FittedForecaster;
  /** The forecaster that was saved by one of this kind. Throws `incompatible_data` if it is none. */
  abstract load(saved: SavedForecaster): FittedForecaster;
}

/** A model in use. It has no state that a forecast changes: the same history is always answered the same. */
export abstract class FittedForecaster {
  abstract readonly stepMs: number;
  /** No more steps ahead than this can be asked for. */
  abstract readonly longestHorizon: number;
  /** No fewer steps of history than this are needed; more than the look-back never helps. */
  abstract readonly leastHistory: number;
  /** What was chosen for a horizon. */
  abstract settingsFor(horizon: number): ChosenSettings;
  /**
   * The expected value of each of the next `horizon` steps, finite, in the unit of the history. Gaps in the history are
   * bridged. Throws `invalid_input`, with `details.reason` `horizon_too_long` or `history_too_short` (which also stands for a
   * history without any reading).
   */
  abstract forecast(history: EvenSeries, horizon: number): Float64Array;
  /** Everything that `load` needs. */
  abstract save(): SavedForecaster;
}
