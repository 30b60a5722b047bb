import { DomainError } from '../errors.js';
import { tooShort } from './ask.js';
import type { EvenSeries } from './even-series.js';
import type { FitOptions } from './forecaster.js';

/** What series of one kind have in common. */
export interface Training {
  readonly series: readonly EvenSeries[];
  readonly stepMs: number;
  /** Ascending, without repeats. */
  readonly horizons: readonly number[];
  readonly longestHorizon: number;
  /** Weights are learned from the first so many values of each series. */
  readonly learnRows: number;
  /** Steps of history to look at; undefined to choose. */
  readonly lookback: number | undefined;
}

/** Checks what a forecaster is to learn from. Throws `invalid_input`, see `Forecaster.fit`. */
export function trainingOf(series: readonly EvenSeries[], options: FitOptions): Training {
  const horizons = [...new Set(options.horizons)].sort((a, b) => a - b);
  const longestHorizon = horizons.at(-1);
  if (longestHorizon === undefined || horizons.some((horizon) => !Number.isInteger(horizon) || horizon < 1)) {
    throw new DomainError('invalid_input', 'horizons are expected, each a whole number of steps, 1 or more');
  }
  if (options.lookback !== undefined && !(Number.isInteger(options.lookback) && options.lookback >= 2)) {
    throw new DomainError('invalid_input', `a look-back of ${options.lookback} steps is no whole number of 2 or more`);
  }
  const stepMs = series[0]?.stepMs;
  if (stepMs === undefined) throw new DomainError('invalid_input', 'there is no series to learn from');
  if (series.some((one) => one.stepMs !== stepMs)) {
    throw new DomainError('invalid_input', 'the series to learn from differ in their step');
  }
  if (!series.some(({ values }) => values.some(Number.isFinite))) throw tooShort('training without a reading', 0, 1);
  const longest = Math.max(...series.map(({ values }) => values.length));
  const learnRows = Math.min(options.learnRows ?? longest, longest);
  return { series, stepMs, horizons, longestHorizon, learnRows, lookback: options.lookback };
}

/** The horizon whose settings serve this one: the next that was fitted for. */
export function servingHorizon(horizons: readonly number[], horizon: number): number {
  return horizons.find((fitted) => fitted >= horizon) ?? horizons.at(-1) ?? horizon;
}
