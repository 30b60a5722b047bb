import { DomainError } from '../errors.js';
import type { FittedForecaster, Forecaster } from './forecaster.js';
import { AutoForecaster } from './forecasters/auto/auto-forecaster.js';
import { DoubleSeasonal } from './forecasters/double-seasonal/double-seasonal.js';
import { bestSingle } from './forecasters/linear/fit-maps.js';
import { LagRegression } from './forecasters/linear/lag-regression.js';
import { FittedNetwork, NETWORK } from './forecasters/network/fitted-network.js';
import { SeasonalNaive } from './forecasters/seasonal-naive/seasonal-naive.js';
import { simplexWeights } from './linear/simplex-weights.js';
import type { SavedForecaster } from './saved-forecaster.js';

/** What `auto` chooses from. `linear` is not among them: it is a combination of one. */
const contenders = {
  'seasonal-naive': () => new SeasonalNaive(),
  combination: () => new LagRegression('combination', simplexWeights),
  'double-seasonal': () => new DoubleSeasonal(),
} as const satisfies Record<string, () => Forecaster>;

/** Every forecaster by name that fits at once; networks are trained. Adding one is a folder under `forecasters/` and a line above. */
export const forecasters = {
  ...contenders,
  linear: () => new LagRegression('linear', bestSingle),
  auto: () => new AutoForecaster('auto', contenders),
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
  if (saved.forecaster === NETWORK) return FittedNetwork.load(saved);
  if (!isForecasterName(saved.forecaster)) {
    throw new DomainError('incompatible_data', `there is no forecaster ${saved.forecaster}`);
  }
  return forecasters[saved.forecaster]().load(saved);
}
