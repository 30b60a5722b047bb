import { DomainError } from '../../domain/errors.js';
import { baseline, type ForecasterName, forecasters } from '../../domain/forecasting/catalogue.js';
import { type EvenSeries, sliceOf } from '../../domain/forecasting/even-series.js';
import type { Forecast } from '../../domain/forecasting/forecast.js';
import type { ChosenSettings, FittedForecaster } from '../../domain/forecasting/forecaster.js';
import { type IntervalPlan, planIntervals } from '../../domain/forecasting/intervals/interval-plan.js';
import { LiveSkill } from '../../domain/forecasting/skill/live-skill.js';
import type { SkillFigures } from '../../domain/forecasting/skill/skill-report.js';
import type { Recording } from '../../ports/recording.js';
import { readEvenTable } from './read-even-table.js';

/** The last rows are held back from a first fit, to learn how far forecasts are off: so many horizons and rows at least... */
const HELD_BACK = { horizons: 3, rows: 500 };
/** ...but no more than this share of all. */
const MOST_HELD_BACK = 1 / 3;

export interface ForecastSettings {
  /** Name of the time column; undefined to find it by its usual names. */
  readonly time: string | undefined;
  readonly values: 'all' | readonly string[];
  /** Steps ahead. */
  readonly horizon: number;
  readonly model: ForecasterName;
  readonly levels: readonly number[];
}

/** The forecast of one column. */
export interface ColumnForecast {
  readonly name: string;
  readonly forecast: Forecast;
  /** How forecasts made in the rows that were held back have turned out; undefined if there were too few rows for that. */
  readonly skill: SkillFigures | undefined;
}

export interface FileForecast {
  readonly rows: number;
  readonly stepMs: number;
  /** Epoch ms of the first step that is forecast. */
  readonly startMs: number;
  readonly settings: ChosenSettings;
  readonly columns: readonly ColumnForecast[];
}

/** Told what is being done, for a person who waits. */
export type OnStage = (stage: string) => void;

/**
 * Forecasts the columns of a recorded table, which share one model, each from its own history. Intervals go by the errors in
 * the last rows, which a first fit has not seen; the forecast itself is by a second fit to all rows. Rejects with
 * `invalid_input` that begins with the recording's name when the table cannot be read or is too short.
 */
export async function forecastFile(
  recording: Recording,
  settings: ForecastSettings,
  onStage: OnStage,
): Promise<FileForecast> {
  const plan = planIntervals(settings.horizon, settings.levels);
  onStage(`reading ${recording.name}`);
  const { names, series, rows } = await readEvenTable(recording, settings);
  const [first] = series;
  if (first === undefined) throw new Error('BUG: a table without columns was read');
  try {
    const rivals = rivalsWithout(heldBack(first.values.length, settings.horizon), series, settings, onStage);
    onStage(`fitting ${settings.model} to all rows`);
    const final = fit(settings.model, series, settings.horizon);
    const columns = series.map((one, column): ColumnForecast => {
      const name = names[column] ?? '';
      onStage(`forecasting ${name}`);
      return { name, ...forecastOf(one, final, rivals, plan) };
    });
    const { startMs, stepMs, values } = first;
    const settingsUsed = final.settingsFor(settings.horizon);
    return { rows, stepMs, startMs: startMs + values.length * stepMs, settings: settingsUsed, columns };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, `${recording.name}: ${error.message}`, { details: error.details, cause: error });
  }
}

/** Both forecasters, fitted to the rows before `from`. */
interface Rivals {
  readonly from: number;
  readonly forecaster: FittedForecaster;
  readonly baseline: FittedForecaster;
}

function rivalsWithout(
  held: number,
  series: readonly EvenSeries[],
  { model, horizon }: ForecastSettings,
  onStage: OnStage,
): Rivals | undefined {
  const from = (series[0]?.values.length ?? 0) - held;
  const earlier = series.map((one) => sliceOf(one, 0, from));
  onStage(`fitting ${model} to the first ${from} steps`);
  try {
    return { from, forecaster: fit(model, earlier, horizon), baseline: fit(baseline, earlier, horizon) };
  } catch (error) {
    if (isTooShort(error)) return undefined;
    throw error;
  }
}

function forecastOf(
  series: EvenSeries,
  final: FittedForecaster,
  rivals: Rivals | undefined,
  plan: IntervalPlan,
): Omit<ColumnForecast, 'name'> {
  const mean = final.forecast(series, plan.buckets.horizon);
  const lived = rivals && liveThrough(series, rivals, plan);
  if (!lived) return { forecast: { mean, bands: [] }, skill: undefined };
  return { forecast: lived.around(mean), skill: lived.report().overall };
}

/** Forecasts at each held-back step, and sees how they turn out. Undefined if the history is too short. */
function liveThrough(series: EvenSeries, rivals: Rivals, plan: IntervalPlan): LiveSkill | undefined {
  const live = new LiveSkill(plan);
  const { horizon } = plan.buckets;
  try {
    for (let now = rivals.from; now < series.values.length; now++) {
      const history = sliceOf(series, 0, now + 1);
      live.arrive(now, series.values[now] ?? NaN);
      live.issue(now, {
        forecaster: rivals.forecaster.forecast(history, horizon),
        baseline: rivals.baseline.forecast(history, horizon),
      });
    }
  } catch (error) {
    if (isTooShort(error)) return undefined;
    throw error;
  }
  return live;
}

function heldBack(steps: number, horizon: number): number {
  const wanted = Math.max(HELD_BACK.rows, HELD_BACK.horizons * horizon);
  return Math.min(wanted, Math.floor(MOST_HELD_BACK * steps));
}

function fit(model: ForecasterName, series: readonly EvenSeries[], horizon: number): FittedForecaster {
  return forecasters[model]().fit(series, { horizons: [horizon] });
}

function isTooShort(error: unknown): boolean {
  return error instanceof DomainError && error.details['reason'] === 'history_too_short';
}
