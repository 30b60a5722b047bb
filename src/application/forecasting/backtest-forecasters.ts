import { DomainError } from '../../domain/errors.js';
import { baseline, type ForecasterName, forecasters } from '../../domain/forecasting/catalogue.js';
import { type EvenSeries, sliceOf } from '../../domain/forecasting/even-series.js';
import type { FittedForecaster } from '../../domain/forecasting/forecaster.js';
import type { Clock } from '../../ports/clock.js';
import type { Recording } from '../../ports/recording.js';
import { checkSplit, type Split, standardized, type Standardized, usualSplit } from './backtest-split.js';
import { readEvenTable } from './read-even-table.js';
import { type ScoredForecaster, scoreWindows, WindowScore } from './score-windows.js';

export interface ForecastBacktestSettings {
  /** Name of the time column; undefined to find it by its usual names. */
  readonly time: string | undefined;
  readonly values: 'all' | readonly string[];
  /** Steps ahead, each judged by itself. */
  readonly horizons: readonly number[];
  /** Undefined for the usual shares of the rows. */
  readonly split: Split | undefined;
  /** Steps of history to look at; undefined to choose. */
  readonly lookback: number | undefined;
  readonly models: readonly ForecasterName[];
  /** What weights are learned from. Choices go by training and validation rows either way. */
  readonly learnFrom: 'train' | 'train+validation';
  readonly levels: readonly number[];
}

export interface ForecastBacktestResult {
  readonly model: ForecasterName;
  readonly horizon: number;
  /** Steps of history that a forecast looks at. */
  readonly lookback: number;
  /** Means over windows, steps and columns, in standard deviations of the training rows. */
  readonly mse: number;
  readonly mae: number;
  /** Origins, the same for every column. */
  readonly windows: number;
  /** Share of truths inside the interval, by its level. */
  readonly coverage: Readonly<Record<string, number>> | undefined;
  /** Mean width of the interval, by its level. */
  readonly width: Readonly<Record<string, number>> | undefined;
  /** The part of the seasonal naive forecast's squared error that is saved. */
  readonly skillVsSeasonalNaive: number;
  /** One fit serves all horizons. */
  readonly fitSeconds: number;
  readonly forecastSeconds: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ForecastBacktest {
  readonly input: string;
  readonly rows: number;
  readonly columns: readonly string[];
  readonly split: Split;
  readonly results: readonly ForecastBacktestResult[];
  /** By horizon, the forecaster that `auto` took, or the one that was asked for. */
  readonly chosen: Readonly<Record<string, string>>;
}

/** One forecast, in the unit of the file. `origin` is the row of its first step. */
export interface BacktestedForecast {
  readonly model: ForecasterName;
  readonly horizon: number;
  readonly origin: number;
  readonly column: string;
  readonly mean: Float64Array;
}

export interface BacktestListener {
  onStage(stage: string): void;
  onForecast(forecast: BacktestedForecast): Promise<void> | void;
}

/**
 * Judges forecasters on a recorded table by the standard protocol of long-horizon forecasting: columns in standard deviations
 * of the training rows, every window of the test rows scored, histories reaching back into earlier rows. Nothing is learned
 * or chosen from test rows. Rejects with `invalid_input` that says what to change.
 */
export async function backtestForecasters(
  recording: Recording,
  settings: ForecastBacktestSettings,
  clock: Clock,
  listener: BacktestListener,
): Promise<ForecastBacktest> {
  listener.onStage(`reading ${recording.name}`);
  const { names, series, rows } = await readEvenTable(recording, settings);
  try {
    requireEvenRows(series, rows);
    const split = settings.split ?? usualSplit(rows);
    checkSplit(split, rows, settings.horizons);
    const columns = series.map((one, i) =>
      standardized(names[i] ?? '', sliceOf(one, 0, split.train + split.validation + split.test), split.train),
    );
    const run = new BacktestRun({ settings, split, columns, names }, clock, listener);
    const results = await run.all();
    const file = { input: recording.name, rows, columns: names, split };
    return { ...file, results, chosen: chosenIn(results) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, `${recording.name}: ${error.message}`, { details: error.details, cause: error });
  }
}

interface Prepared {
  readonly settings: ForecastBacktestSettings;
  readonly split: Split;
  readonly columns: readonly Standardized[];
  readonly names: readonly string[];
}

/** The naive error of each horizon is what skill is measured by, so it comes first. */
class BacktestRun {
  readonly #naiveErrors = new Map<number, number>();

  constructor(
    private readonly prepared: Prepared,
    private readonly clock: Clock,
    private readonly listener: BacktestListener,
  ) {}

  async all(): Promise<ForecastBacktestResult[]> {
    const { models, horizons } = this.prepared.settings;
    const results: ForecastBacktestResult[] = [];
    for (const model of new Set([baseline, ...models])) {
      const isAsked = models.includes(model);
      const { scored, seconds } = this.#fit(model);
      for (const horizon of horizons) {
        const result = await this.#score(model, scored, horizon, isAsked);
        if (isAsked) results.push({ ...result, fitSeconds: seconds });
      }
    }
    return results;
  }

  #fit(model: ForecasterName): { scored: ScoredForecaster; seconds: number } {
    const { settings, split, columns } = this.prepared;
    this.listener.onStage(`fitting ${model}`);
    const known = split.train + split.validation;
    const training = columns.map(({ series }) => sliceOf(series, 0, known));
    const { horizons, lookback } = settings;
    const learn = (learnRows: number): FittedForecaster =>
      forecasters[model]().fit(training, { horizons, lookback, learnRows });
    const begin = this.clock.monotonic();
    const forecaster = learn(settings.learnFrom === 'train' ? split.train : known);
    const seconds = this.#secondsSince(begin);
    const warmUp = settings.learnFrom === 'train' ? forecaster : learn(split.train);
    return { scored: { forecaster, warmUp }, seconds };
  }

  async #score(
    model: ForecasterName,
    scored: ScoredForecaster,
    horizon: number,
    isTold: boolean,
  ): Promise<Omit<ForecastBacktestResult, 'fitSeconds'>> {
    const { settings, split, columns, names } = this.prepared;
    this.listener.onStage(`forecasting ${horizon} steps by ${model}`);
    const score = new WindowScore(settings.levels);
    const from = split.train + split.validation;
    const range = { warmUpFrom: split.train, from, to: from + split.test };
    const begin = this.clock.monotonic();
    for (const [i, { series, mean: center, deviation }] of columns.entries()) {
      const onForecast = (origin: number, scaled: Float64Array): Promise<void> | void => {
        if (!isTold) return;
        const mean = scaled.map((value) => value * deviation + center);
        return this.listener.onForecast({ model, horizon, origin, column: names[i] ?? '', mean });
      };
      await scoreWindows(scored, series, horizon, range, { score, onForecast });
    }
    const { mse, mae } = score.errors;
    if (model === baseline) this.#naiveErrors.set(horizon, mse);
    const { lookback, parameters } = scored.forecaster.settingsFor(horizon);
    const forecastSeconds = this.#secondsSince(begin);
    const skillVsSeasonalNaive = 1 - mse / (this.#naiveErrors.get(horizon) ?? NaN);
    const windows = score.windows / columns.length;
    const { coverage, width } = score;
    return {
      model,
      horizon,
      lookback,
      mse,
      mae,
      windows,
      coverage,
      width,
      skillVsSeasonalNaive,
      forecastSeconds,
      parameters,
    };
  }

  #secondsSince(begin: number): number {
    return (this.clock.monotonic() - begin) / 1000;
  }
}

/** Rows are what a split counts, so each must be one step. */
function requireEvenRows(series: readonly EvenSeries[], rows: number): void {
  const steps = series[0]?.values.length ?? 0;
  if (steps === rows) return;
  const problem = `${rows} rows cover ${steps} steps; a backtest needs one row for each step, empty where nothing was read`;
  throw new DomainError('invalid_input', problem);
}

function chosenIn(results: readonly ForecastBacktestResult[]): Readonly<Record<string, string>> {
  const hasAuto = results.some(({ model }) => model === 'auto');
  const telling = results.filter(({ model }) => !hasAuto || model === 'auto');
  return Object.fromEntries(
    telling.map(({ horizon, model, parameters: { forecaster } }) => [
      String(horizon),
      typeof forecaster === 'string' ? forecaster : model,
    ]),
  );
}
