import { DomainError } from '../errors.js';
import type { FittedForecaster, Forecaster } from './forecaster.js';
import { bestSingle } from './forecasters/linear/fit-maps.js';
import { LagRegression } from './forecasters/linear/lag-regression.js';
import { SeasonalNaive } from './forecasters/seasonal-naive/seasonal-naive.js';
import { simplexWeights } from './linear/simplex-weights.js';
import type { SavedForecaster } from './saved-forecaster.js';

/** Every forecaster by name; adding one is a folder under `forecasters/` and a line here. */
export const forecasters = {
  'seasonal-naive': () => new SeasonalNaive(),
  linear: () => new LagRegression('linear', bestSingle),
  combination: () => new LagRegression('combination', simplexWeights),
} as const satisfies Record<string, () => Forecaster>;

export type ForecasterName = keyof typeof forecasters;

/** The one beside which all others are reported. */
export const baseline: ForecasterName = 'seasonal-naive';

/** True if the catalogue has a forecaster of this name. */
export function isForecasterName(name: string): name is ForecasterName {
  return Object.hasOwn(forecasters, name);
}

/** A saved forecaster, whichever it is. Throws `incompatible_data` if this version knows none like it. */
export function loadForecaster(saved: SavedForecaster): FittedForecaster {
  if (!isForecasterName(saved.forecaster)) {
    throw new DomainError('incompatible_data', `there is no forecaster ${saved.forecaster}`);
  }
  return forecasters[saved.forecaster]().load(saved);
}
