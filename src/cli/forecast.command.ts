import { type Command, InvalidArgumentError, Option } from 'commander';
import { forecastCsv } from '../app/forecast.js';
import { baseline, type ForecasterName, forecasters } from '../domain/forecasting/catalogue.js';
import { csvLines, jsonLines } from './forecast/forecast-lines.js';
import { skillText } from './forecast/skill-text.js';
import { LineWriter } from './line-writer.js';
import { parseColumns, parseSeparator, requireOtherFile } from './table-options.js';

interface ForecastOptions {
  readonly input: string;
  readonly horizon: number;
  readonly time?: string;
  readonly values: 'all' | readonly string[];
  readonly model: 'auto' | ForecasterName;
  readonly levels: readonly number[];
  readonly output?: string;
  readonly separator: string;
  readonly json?: boolean;
}

/** `plenum forecast`: forecasts the columns of a file, with intervals. */
export function registerForecast(program: Command): void {
  program
    .command('forecast')
    .description('Forecast the columns of a CSV file, with intervals that go by the errors of its last rows.')
    .requiredOption('--input <file>', 'CSV file with a header')
    .requiredOption('--horizon <steps>', 'how many steps ahead; a step is the median distance of rows', parseHorizon)
    .option('--time <column>', 'time column (default: timestamp, datetime, time or date); times without a zone are UTC')
    .option('--values <columns>', 'value columns, separated by commas, or all', parseColumns, 'all')
    .addOption(
      new Option('--model <name>', 'which forecaster; auto is the best by what it knows of the file')
        .choices(['auto', ...Object.keys(forecasters)])
        .default('auto'),
    )
    .option('--levels <levels>', 'of the intervals, between 0 and 1, separated by commas', parseLevels, [0.8, 0.95])
    .option('--output <file>', 'file to write to (default: standard output)')
    .option('--separator <character>', 'between the cells of the input; \\t for a tab', parseSeparator, ',')
    .option('--json', 'write one JSON object a line instead of CSV')
    .addHelpText(
      'after',
      `
Writes one row for each step of each column: timestamp,series,mean,lower_80,upper_80,... Gaps are bridged.

Example:
  plenum forecast --input power.csv --horizon 24 --output tomorrow.csv`,
    )
    .action(forecast);
}

async function forecast(options: ForecastOptions): Promise<void> {
  requireOtherFile(options);
  const { time, values, horizon, levels } = options;
  const model = options.model === 'auto' ? baseline : options.model;
  const tell = (line: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
  };
  const settings = { time, values, horizon, levels, model };
  const result = await forecastCsv(options.input, options.separator, settings, tell);
  const { head, lines } = options.json === true ? jsonLines(result, levels) : csvLines(result, levels);
  const writer = new LineWriter(options.output);
  await writer.write(head);
  for (const line of lines) await writer.write(line);
  await writer.end();
  for (const column of result.columns) tell(skillText(column, levels));
}

function parseHorizon(text: string): number {
  const steps = Number(text);
  if (!Number.isInteger(steps) || steps < 1)
    throw new InvalidArgumentError('expected a whole number of steps, 1 or more');
  return steps;
}

function parseLevels(text: string): readonly number[] {
  const levels = text.split(',').map(Number);
  if (levels.some((level) => !(level > 0 && level < 1))) {
    throw new InvalidArgumentError('expected numbers between 0 and 1, such as 0.8,0.95');
  }
  return [...new Set(levels)].sort((a, b) => a - b);
}
