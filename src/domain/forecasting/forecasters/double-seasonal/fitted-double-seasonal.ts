import { checkAsk } from '../../ask.js';
import { bridgeGaps } from '../../bridge-gaps.js';
import type { EvenSeries } from '../../even-series.js';
import { type ChosenSettings, FittedForecaster } from '../../forecaster.js';
import type { SavedForecaster } from '../../saved-forecaster.js';
import { servingHorizon } from '../../training.js';
import { smooth, type SmoothingRates } from './smoothing.js';

export const NAME = 'double-seasonal';

/** Of the longest season: from there on, what came before has faded. */
const SEASONS_BACK = 4;

interface Frame {
  readonly stepMs: number;
  /** In steps, shortest first. */
  readonly seasons: readonly number[];
  readonly horizons: readonly number[];
}

/** Steps of history that are smoothed. */
export function lookbackOf(seasons: readonly number[]): number {
  return SEASONS_BACK * (seasons.at(-1) ?? 1);
}

/** Rates for each horizon. */
export class FittedDoubleSeasonal extends FittedForecaster {
  readonly stepMs: number;
  readonly longestHorizon: number;
  readonly leastHistory: number;

  constructor(
    private readonly frame: Frame,
    private readonly rates: readonly SmoothingRates[],
  ) {
    super();
    this.stepMs = frame.stepMs;
    this.longestHorizon = Math.max(...frame.horizons);
    this.leastHistory = 2 * (frame.seasons.at(-1) ?? 1);
  }

  settingsFor(horizon: number): ChosenSettings {
    const { seasons } = this.frame;
    return { lookback: lookbackOf(seasons), parameters: { seasons, rates: this.#ratesFor(horizon) } };
  }

  forecast(history: EvenSeries, horizon: number): Float64Array {
    checkAsk(this, history, horizon);
    const { seasons } = this.frame;
    const recent = history.values.subarray(-2 * lookbackOf(seasons));
    // Where all of it is a gap, what was before is all that is known.
    const told = recent.some(Number.isFinite) ? recent : history.values;
    const bridged = bridgeGaps(told, seasons.at(-1) ?? 1);
    const from = Math.max(0, bridged.length - lookbackOf(seasons));
    return smooth(bridged.subarray(from), seasons, this.#ratesFor(horizon), horizon);
  }

  save(): SavedForecaster {
    const { horizons } = this.frame;
    const rates = this.rates.map(({ level, memory, seasons }, i): [string, readonly number[]] => [
      `rates-${horizons[i] ?? 0}`,
      [level, memory, ...seasons],
    ]);
    return { forecaster: NAME, settings: { ...this.frame, ...Object.fromEntries(rates) }, arrays: {} };
  }

  #ratesFor(horizon: number): SmoothingRates {
    const { horizons } = this.frame;
    const rates = this.rates[horizons.indexOf(servingHorizon(horizons, horizon))];
    if (rates === undefined) throw new Error(`BUG: no rates serve a horizon of ${horizon}`);
    return rates;
  }
}
