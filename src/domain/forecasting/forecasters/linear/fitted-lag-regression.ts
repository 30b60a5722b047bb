import { checkAsk } from '../../ask.js';
import { bridgeGaps } from '../../bridge-gaps.js';
import type { EvenSeries } from '../../even-series.js';
import { type ChosenSettings, FittedForecaster } from '../../forecaster.js';
import { addRows, emptyMatrix } from '../../linear/matrix.js';
import { meanSeason } from '../../linear/mean-day.js';
import type { SavedForecaster } from '../../saved-forecaster.js';
import { servingHorizon } from '../../training.js';
import type { FittedMap } from './fit-maps.js';

interface Frame {
  /** In the catalogue. */
  readonly name: string;
  readonly stepMs: number;
  readonly season: number;
  readonly past: number;
}

/** One map for each horizon. */
export class FittedLagRegression extends FittedForecaster {
  readonly stepMs: number;
  readonly longestHorizon: number;
  readonly leastHistory: number;
  readonly #frame: Frame;
  readonly #horizons: readonly number[];
  readonly #maps: ReadonlyMap<number, FittedMap>;

  constructor(frame: Frame, horizons: readonly number[], maps: readonly FittedMap[]) {
    super();
    this.#frame = frame;
    this.#horizons = horizons;
    this.#maps = new Map(maps.map((map) => [map.weights.columns, map]));
    this.stepMs = frame.stepMs;
    this.leastHistory = frame.past;
    this.longestHorizon = Math.max(...horizons);
  }

  settingsFor(horizon: number): ChosenSettings {
    const used = this.#mapFor(horizon).shares.filter(({ share }) => share > 0);
    const shares = used.map(({ share, ...settings }) => ({ ...settings, share: Number(share.toFixed(3)) }));
    return { lookback: this.#frame.past, parameters: { season: this.#frame.season, shares } };
  }

  forecast(history: EvenSeries, horizon: number): Float64Array {
    checkAsk(this, history, horizon);
    const { season, past } = this.#frame;
    const values = this.#past(history);
    const day = meanSeason(values, season);
    const level = day.reduce((sum, value) => sum + value, 0) / season;
    const { weights } = this.#mapFor(horizon);
    const deviations = emptyMatrix(1, weights.columns);
    // The weights of each step sum to 0: the level is taken off for the sake of rounding only.
    addRows(deviations, 0, weights, 0, past, (lag) => (values[lag] ?? NaN) - level);
    return deviations.values.subarray(0, horizon).map((deviation, step) => (day[step % season] ?? NaN) + deviation);
  }

  save(): SavedForecaster {
    const { name, ...frame } = this.#frame;
    const maps = [...this.#maps];
    const shares = maps.map(([horizon, map]) => [
      `shares-${horizon}`,
      map.shares.flatMap(({ lookback, penalty, share }) => [lookback, penalty, share]),
    ]);
    return {
      forecaster: name,
      settings: { ...frame, horizons: this.#horizons, ...(Object.fromEntries(shares) as Record<string, number[]>) },
      arrays: Object.fromEntries(maps.map(([horizon, map]) => [`weights-${horizon}`, map.weights.values])),
    };
  }

  /** The last values without gaps. Only where there are gaps does it matter what came before. */
  #past({ values }: EvenSeries): Float64Array {
    const { season, past } = this.#frame;
    const last = values.subarray(values.length - past);
    if (last.every(Number.isFinite)) return last;
    return bridgeGaps(values, season).subarray(values.length - past);
  }

  #mapFor(horizon: number): FittedMap {
    const map = this.#maps.get(servingHorizon(this.#horizons, horizon));
    if (map === undefined) throw new Error(`BUG: no map serves a horizon of ${horizon}`);
    return map;
  }
}
