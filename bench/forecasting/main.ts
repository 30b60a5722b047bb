import { join } from 'node:path';
import { CsvRecording } from '../../src/adapters/telemetry-sources/csv-replay/csv-recording.js';
import {
  backtestForecasters,
  type ForecastBacktest,
  type ForecastBacktestResult,
  type ForecastBacktestSettings,
} from '../../src/application/forecasting/backtest-forecasters.js';
import { type BenchRow, benchRow } from '../detection/bench-row.js';
import { runIntervalBench } from './interval-bench.js';
import { ProcessorClock } from './processor-clock.js';
import { type LearnedFrom, references } from './references.js';

const area = 'forecasting';
const levels = [0.8, 0.95];
const fitSecondsAtMost = 60;

const settings: Omit<ForecastBacktestSettings, 'learnFrom' | 'models'> = {
  time: undefined,
  values: 'all',
  horizons: [96, 192, 336, 720],
  split: { train: 8_640, validation: 2_880, test: 2_880 },
  lookback: undefined,
  levels,
};

/**
 * Measures forecasting on ETTh1 by the protocol of `plenum backtest`: errors, coverage of the intervals, time to fit. Coverage
 * is measured on telemetry as a site sends it, too.
 */
export async function runForecastingBench(sharedDataDir: string): Promise<BenchRow[]> {
  const recording = new CsvRecording(join(sharedDataDir, 'ett', 'ETTh1.csv'), ',');
  const quiet = { onStage: () => undefined, onForecast: () => undefined };
  const backtest = (of: Pick<ForecastBacktestSettings, 'learnFrom' | 'models'>): Promise<ForecastBacktest> =>
    backtestForecasters(recording, { ...settings, ...of }, new ProcessorClock(), quiet);
  const strict = await backtest({
    learnFrom: 'train',
    models: ['seasonal-naive', 'double-seasonal', 'linear', 'auto'],
  });
  const refitted = await backtest({ learnFrom: 'train+validation', models: ['auto'] });
  const auto = strict.results.filter(({ model }) => model === 'auto');
  return [
    ...strict.results.map((result) => errorRow(result, 'train')),
    ...refitted.results.map((result) => errorRow(result, 'train+validation')),
    ...auto.flatMap(coverageRows),
    fitRow(auto),
    ...(await runIntervalBench()),
  ];
}

function errorRow({ model, horizon, mse }: ForecastBacktestResult, learnedFrom: LearnedFrom): BenchRow {
  const { target, published } = references(horizon, learnedFrom);
  const rows = learnedFrom === 'train' ? 'training rows' : 'training and validation rows';
  return benchRow({
    ...{ area, what: `ETTh1 MSE, ${horizon} h ahead, ${model}, learned from ${rows}`, value: mse, unit: '' },
    target: model === 'auto' ? target : undefined,
    reference: model === 'auto' ? published : '',
  });
}

function coverageRows({ horizon, coverage, width }: ForecastBacktestResult): BenchRow[] {
  return levels.map((level) =>
    benchRow({
      ...{ area, what: `ETTh1 truths inside the ${100 * level} % interval, ${horizon} h ahead, auto`, unit: '%' },
      value: 100 * (coverage?.[String(level)] ?? NaN),
      target: 100 * level,
      reference: `mean width ${(width?.[String(level)] ?? NaN).toFixed(2)} standard deviations`,
    }),
  );
}

function fitRow(results: readonly ForecastBacktestResult[]): BenchRow {
  return benchRow({
    ...{
      area,
      what: 'ETTh1 fit of all four horizons, auto, with all its choices',
      unit: 's',
      target: fitSecondsAtMost,
    },
    value: results[0]?.fitSeconds ?? NaN,
    reference: '',
  });
}
