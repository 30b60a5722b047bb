import { DomainError } from '../../domain/errors.js';
import { baseline, type ForecasterName, forecasters } from '../../domain/forecasting/catalogue.js';
import { type EvenSeries, sliceOf } from '../../domain/forecasting/even-series.js';
import type { FittedForecaster } from '../../domain/forecasting/forecaster.js';
import type { LiveSkill } from '../../domain/forecasting/skill/live-skill.js';

/** The last rows are held back from a first fit, to learn how far forecasts are off: so many horizons and rows at least... */
const HELD_BACK = { horizons: 3, rows: 500 };
/** ...but no more than this share of all. */
const MOST_HELD_BACK = 1 / 3;

/** A forecaster and the seasonal naive one, both fitted to the rows before `from` only. */
export interface Rivals {
  readonly from: number;
  readonly forecaster: FittedForecaster;
  readonly baseline: FittedForecaster;
}

/** Fits both to all rows but the last, or answers undefined if those are too few. */
export function fitRivals(
  series: readonly EvenSeries[],
  { model, horizon }: { readonly model: ForecasterName; readonly horizon: number },
): Rivals | undefined {
  const steps = series[0]?.values.length ?? 0;
  const wanted = Math.max(HELD_BACK.rows, HELD_BACK.horizons * horizon);
  const from = steps - Math.min(wanted, Math.floor(MOST_HELD_BACK * steps));
  const earlier = series.map((one) => sliceOf(one, 0, from));
  const fit = (name: ForecasterName): FittedForecaster => forecasters[name]().fit(earlier, { horizons: [horizon] });
  return unlessTooShort(() => ({ from, forecaster: fit(model), baseline: fit(baseline) }));
}

/**
 * Lives through the steps of a series that were held back, as a service would: at each, both are asked for a forecast, which
 * is judged when its truth arrives. Steps without enough history to forecast from are passed over.
 */
export function liveThrough(live: LiveSkill, series: EvenSeries, rivals: Rivals, horizon: number): void {
  for (let now = rivals.from; now < series.values.length; now++) {
    const history = sliceOf(series, 0, now + 1);
    const means = unlessTooShort(() => ({
      forecaster: rivals.forecaster.forecast(history, horizon),
      baseline: rivals.baseline.forecast(history, horizon),
    }));
    live.arrive(now, series.values[now] ?? NaN);
    if (means) live.issue(now, means);
  }
}

function unlessTooShort<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof DomainError && error.details['reason'] === 'history_too_short') return undefined;
    throw error;
  }
}
