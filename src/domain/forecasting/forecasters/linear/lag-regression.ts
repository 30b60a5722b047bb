import type { EvenSeries } from '../../even-series.js';
import { type FittedForecaster, Forecaster, type FitOptions } from '../../forecaster.js';
import { type SavedForecaster, SavedReader } from '../../saved-forecaster.js';
import { trainingOf } from '../../training.js';
import { evenlyScaled } from '../../even-scale.js';
import { type Choose, fitMap } from './fit-maps.js';
import { FittedLagRegression } from './fitted-lag-regression.js';
import { lagPlan } from './lag-plan.js';

/**
 * A linear map from the last weeks to the steps ahead, shared by all series: the deviation from the mean day of the last
 * weeks is what is learned. A shift of level shifts the forecast, a change of unit scales it.
 */
export class LagRegression extends Forecaster {
  /** `choose` shares out the forecast among look-backs and penalties. */
  constructor(
    private readonly name: string,
    private readonly choose: Choose,
  ) {
    super();
  }

  fit(training: readonly EvenSeries[], options: FitOptions): FittedForecaster {
    const shared = trainingOf(training, options);
    const { stepMs, horizons, learnRows } = shared;
    const plan = lagPlan(shared);
    const series = evenlyScaled(shared, plan.season);
    const maps = horizons.map((horizon) => fitMap(series, plan, { horizon, learnRows, choose: this.choose }));
    return new FittedLagRegression({ name: this.name, stepMs, season: plan.season, past: plan.past }, horizons, maps);
  }

  load(saved: SavedForecaster): FittedForecaster {
    const reader = new SavedReader(saved, this.name);
    const [stepMs, season, past] = [reader.number('stepMs'), reader.number('season'), reader.number('past')];
    const horizons = reader.numbers('horizons');
    const maps = horizons.map((horizon) => {
      const flat = reader.numbers(`shares-${horizon}`);
      const shares = Array.from({ length: flat.length / 3 }, (_, i) => {
        const [lookback = 0, penalty = 0, share = 0] = flat.slice(3 * i);
        return { lookback, penalty, share };
      });
      return {
        shares,
        weights: { rows: past, columns: horizon, values: reader.array(`weights-${horizon}`, past * horizon) },
      };
    });
    return new FittedLagRegression({ name: this.name, stepMs, season, past }, horizons, maps);
  }
}
