import type { SeriesIdentity } from '../../telemetry/series.js';

/** Where the truth is expected with probability `level`, step by step. */
export interface LiveBand {
  /** Between 0 and 1, such as 0.8. */
  readonly level: number;
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

/** How good the forecasts of one reach have been lately, in the eyes of the readings that came. */
export interface ReachSkill {
  /** Steps ahead, both inclusive; 1 is the first step. */
  readonly fromStep: number;
  readonly toStep: number;
  /** 1 - MSE / MSE of the seasonal naive forecast: 0 is no better, 1 perfect, negative worse. NaN until something is known. */
  readonly skill: number;
  /** Mean absolute error, in the unit of the series. */
  readonly mae: number;
  /** Mean absolute scaled error (Hyndman and Koehler, 2006): below 1 is better than a naive step within the history. */
  readonly mase: number;
  /** Share of readings that were inside the interval of each level. */
  readonly coverage: readonly { readonly level: number; readonly share: number }[];
  /** How many readings this rests on; older ones count less. */
  readonly readings: number;
}

/** A forecast as it was told. Numbers are in single precision and in the unit of the subject. */
export interface LiveForecast {
  /** A series, or all that stands in an asset taken together, see `aggregate.ts`. */
  readonly subject: SeriesIdentity;
  /** When it was made, epoch ms. */
  readonly issuedAtMs: number;
  /** Readings before this time were known; the first step begins here. */
  readonly originMs: number;
  /** Each value is the mean of a step this long. */
  readonly stepMs: number;
  /** Whose mean this is, by its name in the catalogue. */
  readonly forecaster: string;
  readonly mean: Float32Array;
  /** What seasonal naive said at the same time. */
  readonly baseline: Float32Array;
  /** By level, narrowest first. Empty while nothing is known of the errors. */
  readonly bands: readonly LiveBand[];
  /** What was known of earlier forecasts of the subject at that time, by reach; empty before the first is judged. */
  readonly skill: readonly ReachSkill[];
}

/** End of the last step, epoch ms. */
export function endOf({ originMs, stepMs, mean }: LiveForecast): number {
  return originMs + stepMs * mean.length;
}
