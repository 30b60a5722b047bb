import { checkAsk } from '../../ask.js';
import { bridgeGaps } from '../../bridge-gaps.js';
import type { EvenSeries } from '../../even-series.js';
import { type ChosenSettings, FittedForecaster, Forecaster, type FitOptions } from '../../forecaster.js';
import { type SavedForecaster, SavedReader } from '../../saved-forecaster.js';
import { seasonOf } from '../../season.js';
import { trainingOf } from '../../training.js';

const NAME = 'seasonal-naive';

/** The last season again: what every other forecaster is measured by. */
export class SeasonalNaive extends Forecaster {
  fit(training: readonly EvenSeries[], options: FitOptions): FittedForecaster {
    const { series, stepMs, longestHorizon } = trainingOf(training, options);
    return new FittedSeasonalNaive(stepMs, longestHorizon, seasonOf(series));
  }

  load(saved: SavedForecaster): FittedForecaster {
    const reader = new SavedReader(saved, NAME);
    return new FittedSeasonalNaive(reader.number('stepMs'), reader.number('longestHorizon'), reader.number('season'));
  }
}

class FittedSeasonalNaive extends FittedForecaster {
  constructor(
    readonly stepMs: number,
    readonly longestHorizon: number,
    private readonly season: number,
  ) {
    super();
  }

  get leastHistory(): number {
    return this.season;
  }

  settingsFor(): ChosenSettings {
    return { lookback: this.season, parameters: { season: this.season } };
  }

  forecast(history: EvenSeries, horizon: number): Float64Array {
    checkAsk(this, history, horizon);
    const values = bridgeGaps(history.values, this.season);
    const last = values.length - this.season;
    return Float64Array.from({ length: horizon }, (_, step) => values[last + (step % this.season)] ?? NaN);
  }

  save(): SavedForecaster {
    const { stepMs, longestHorizon, season } = this;
    return { forecaster: NAME, settings: { stepMs, longestHorizon, season }, arrays: {} };
  }
}
