import { DomainError } from '../errors.js';
import type { FittedForecaster, Forecaster } from './forecaster.js';
import { FittedNetwork, NETWORK } from './forecasters/network/fitted-network.js';
import { SeasonalNaive } from './forecasters/seasonal-naive/seasonal-naive.js';
import type { SavedForecaster } from './saved-forecaster.js';

/** Every forecaster by name that fits at once; networks are trained. Adding one is a folder under `forecasters/` and a line here. */
export const forecasters = {
  'seasonal-naive': () => new SeasonalNaive(),
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
