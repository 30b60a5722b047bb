import { DomainError } from '../../domain/errors.js';
import { type ForecasterName, forecasters } from '../../domain/forecasting/catalogue.js';
import type { Forecast } from '../../domain/forecasting/forecast.js';
import type { ChosenSettings } from '../../domain/forecasting/forecaster.js';
import type { ValueRange } from '../../domain/forecasting/intervals/bands-around.js';
import { planIntervals } from '../../domain/forecasting/intervals/interval-plan.js';
import { LiveSkill } from '../../domain/forecasting/skill/live-skill.js';
import type { SkillFigures } from '../../domain/forecasting/skill/skill-report.js';
import type { Recording } from '../../ports/recording.js';
import { fitRivals, liveThrough } from './held-back.js';
import { type EvenTable, readEvenTable } from './read-even-table.js';

export interface ForecastSettings {
  /** Name of the time column; undefined to find it by its usual names. */
  readonly time: string | undefined;
  readonly values: 'all' | readonly string[];
  /** Steps ahead. */
  readonly horizon: number;
  readonly model: ForecasterName;
  readonly levels: readonly number[];
  /** What readings can be; forecasts and bands are cut to it. */
  readonly range: ValueRange;
}

/** The forecast of one column. */
export interface ColumnForecast {
  readonly name: string;
  /** Epoch ms of the first step that is forecast. */
  readonly startMs: number;
  readonly forecast: Forecast;
  /** How forecasts made in the rows that were held back have turned out; none was judged if there were too few of them. */
  readonly skill: SkillFigures;
}

export interface FileForecast {
  readonly stepMs: number;
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
  onStage(`reading ${recording.name}`);
  const table = await readEvenTable(recording, settings);
  try {
    return forecastTable(table, settings, onStage);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, `${recording.name}: ${error.message}`, { details: error.details, cause: error });
  }
}

function forecastTable(
  { names, series }: EvenTable,
  { model, horizon, levels, range }: ForecastSettings,
  onStage: OnStage,
): FileForecast {
  const plan = planIntervals(horizon, levels);
  onStage(`fitting ${model} to earlier rows`);
  const rivals = fitRivals(series, { model, horizon });
  onStage(`fitting ${model} to all rows`);
  const fitted = forecasters[model]().fit(series, { horizons: [horizon] });
  const columns = series.map((one, column): ColumnForecast => {
    const name = names[column] ?? '';
    onStage(`forecasting ${name}`);
    const live = new LiveSkill(plan, range);
    if (rivals) liveThrough(live, one, rivals, horizon);
    const startMs = one.startMs + one.values.length * one.stepMs;
    return { name, startMs, forecast: live.around(fitted.forecast(one, horizon)), skill: live.report().overall };
  });
  return { stepMs: fitted.stepMs, settings: fitted.settingsFor(horizon), columns };
}
