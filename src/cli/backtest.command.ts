import { type Command, InvalidArgumentError, Option } from 'commander';
import { backtestCsv } from '../app/backtest-forecasts.js';
import type { Split } from '../application/forecasting/backtest-split.js';
import { type ForecasterName, forecasters, isForecasterName } from '../domain/forecasting/catalogue.js';
import { backtestText } from './forecast-backtest/backtest-text.js';
import { ForecastTable } from './forecast-backtest/forecast-table.js';
import { parseColumns, parseSeparator, requireOtherFile } from './table-options.js';

interface BacktestOptions {
  readonly input: string;
  readonly horizon: readonly number[];
  readonly split?: Split;
  readonly lookback: 'auto' | number;
  readonly model: 'all' | ForecasterName;
  readonly refit?: boolean;
  readonly time?: string;
  readonly values: 'all' | readonly string[];
  readonly separator: string;
  readonly forecasts?: string;
  readonly json?: boolean;
}

const levels = [0.8, 0.95];

/** `plenum backtest`: judges forecasters on a file, from every origin in its last rows. */
export function registerBacktest(program: Command): void {
  program
    .command('backtest')
    .description('Judge forecasters on a CSV file: every window of the test rows, errors in standard deviations.')
    .requiredOption('--input <file>', 'CSV file with a header, one row for each step')
    .requiredOption('--horizon <steps>', 'steps ahead, separated by commas', parseHorizons)
    .option('--split <rows>', 'training, validation and test rows (default: 60, 20 and 20 % of all)', parseSplit)
    .option('--lookback <steps>', 'steps of history to look at, or auto', parseLookback, 'auto')
    .addOption(
      new Option('--model <name>', 'which forecaster; auto is the best by training and validation rows, all is each')
        .choices([...Object.keys(forecasters), 'all'])
        .default('auto'),
    )
    .option('--refit', 'learn the weights from the validation rows too, once choices are made')
    .option('--time <column>', 'time column (default: timestamp, datetime, time or date)')
    .option('--values <columns>', 'value columns, separated by commas, or all', parseColumns, 'all')
    .option('--separator <character>', 'between the cells of the input; \\t for a tab', parseSeparator, ',')
    .option('--forecasts <file>', 'write each forecast there: origin,step,column,value in units of the file')
    .option('--json', 'write JSON instead of a table')
    .addHelpText(
      'after',
      `
Nothing is learned or chosen from test rows; histories may reach back into earlier rows.

Example:
  plenum backtest --input ETTh1.csv --horizon 96,192,336,720 --split 8640,2880,2880 --model all`,
    )
    .action(backtest);
}

async function backtest(options: BacktestOptions): Promise<void> {
  requireOtherFile({ input: options.input, output: options.forecasts }, '--forecasts');
  const { horizon: horizons, time, values, split } = options;
  const models = options.model === 'all' ? Object.keys(forecasters).filter(isForecasterName) : [options.model];
  const table = ForecastTable.to(options.forecasts, { isOfMany: models.length > 1 || horizons.length > 1 });
  const result = await backtestCsv(
    options.input,
    options.separator,
    {
      time,
      values,
      horizons,
      split,
      lookback: options.lookback === 'auto' ? undefined : options.lookback,
      models,
      learnFrom: options.refit === true ? 'train+validation' : 'train',
      levels,
    },
    {
      onStage: (stage) => {
        if (process.stderr.isTTY) process.stderr.write(`${stage}\n`);
      },
      onForecast: (forecast) => table?.write(forecast),
    },
  );
  await table?.end();
  process.stdout.write(options.json === true ? `${JSON.stringify(result, null, 2)}\n` : backtestText(result));
}

function parseHorizons(text: string): readonly number[] {
  const horizons = [...new Set(text.split(',').map(Number))].sort((a, b) => a - b);
  if (!horizons.every((steps) => isCount(steps) && steps > 0)) {
    throw new InvalidArgumentError('expected whole numbers of steps, 1 or more, such as 24,96');
  }
  return horizons;
}

function parseSplit(text: string): Split {
  const [train = NaN, validation = NaN, test = NaN, ...more] = text.split(',').map(Number);
  if (more.length > 0 || !isCount(train) || !isCount(validation) || !isCount(test) || train === 0) {
    throw new InvalidArgumentError(
      'expected the numbers of training, validation and test rows, such as 8640,2880,2880',
    );
  }
  return { train, validation, test };
}

function parseLookback(text: string): 'auto' | number {
  if (text === 'auto') return text;
  const steps = Number(text);
  if (!isCount(steps) || steps < 2)
    throw new InvalidArgumentError('expected auto or a whole number of steps, 2 or more');
  return steps;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
