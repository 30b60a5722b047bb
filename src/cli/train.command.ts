import { type Command, InvalidArgumentError, Option } from 'commander';
import { modelBackends } from '../app/inspect-model-backends.js';
import { trainOnCsv } from '../app/train.js';
import { DomainError } from '../domain/errors.js';
import { type ModelCard, modelNames } from '../domain/networks/model-card.js';
import { parseColumns, parseSeparator } from './table-options.js';
import { TrainProgress } from './train/train-progress.js';
import { reportOf } from './train/train-report.js';

interface TrainCommandOptions {
  readonly input: string;
  readonly horizon?: number;
  readonly time?: string;
  readonly values: 'all' | readonly string[];
  readonly separator: string;
  readonly model: ModelCard['model'];
  readonly lookback: number;
  readonly split?: readonly [number, number, number];
  readonly backend: 'auto' | (typeof modelBackends)[number];
  readonly epochs?: number;
  readonly seed: number;
  readonly output: string;
  readonly json?: boolean;
}

/** `plenum train`: trains a model on a file. */
export function registerTrain(program: Command): void {
  program
    .command('train')
    .description('Train a network on the columns of a CSV file and keep it with its card.')
    .requiredOption('--input <file>', 'CSV file with a header')
    .option('--horizon <steps>', 'how many steps ahead it forecasts; an autoencoder needs none', parseCount)
    .option('--time <column>', 'time column (default: timestamp, datetime, time or date); times without a zone are UTC')
    .option('--values <columns>', 'value columns, separated by commas, or all', parseColumns, 'all')
    .option('--separator <character>', 'between the cells of the input; \\t for a tab', parseSeparator, ',')
    .addOption(new Option('--model <name>', 'kind of network').choices(modelNames).default('mlp'))
    .option('--lookback <steps>', 'how many steps it looks back, rounded to whole days', parseCount, 336)
    .option(
      '--split <rows>',
      'rows to learn, to stop by and to score, such as 8640,2880,2880 (default: 3:1:1)',
      parseSplit,
    )
    .addOption(
      new Option('--backend <name>', 'what computes; auto is the first of the others that can be used here')
        .choices(['auto', ...modelBackends])
        .default('auto'),
    )
    .option('--epochs <n>', 'passes over the rows at most (default: 12, autoencoder 40)', parseCount)
    .option('--seed <n>', 'the same seed and backend give the same model', parseSeed, 1)
    .option('--output <folder>', 'folder of the models', 'models')
    .option('--json', 'print the card as JSON')
    .addHelpText(
      'after',
      `
Ended early, by Ctrl-C or by force, it goes on from its last epoch when it is started the same way again.

Examples:
  plenum train --input power.csv --horizon 24
  plenum train --input pump.csv --model autoencoder --backend wasm`,
    )
    .action(train);
}

async function train(options: TrainCommandOptions): Promise<void> {
  const { input, separator, output, time, values, model, horizon } = options;
  if (horizon === undefined && model !== 'autoencoder') {
    throw new DomainError('invalid_input', `a ${model} needs --horizon, the steps that it is to forecast`);
  }
  const { lookback, split, backend, epochs, seed } = options;
  const progress = new TrainProgress(process.stderr);
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort(progress.interrupted());
  process.once('SIGINT', onInterrupt);
  try {
    const files = { input, separator, output, choice: { time, values } };
    const wish = { model, horizon: horizon ?? 0, lookback, split, epochs, seed, backend };
    const card = await trainOnCsv(files, wish, progress, interrupt.signal);
    progress.end();
    process.stdout.write(options.json === true ? `${JSON.stringify(card)}\n` : reportOf(card, output));
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('expected a whole number, 1 or more');
  return count;
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isInteger(seed)) throw new InvalidArgumentError('expected a whole number');
  return seed;
}

function parseSplit(text: string): readonly [number, number, number] {
  const [learned, validating, scored, ...more] = text.split(',').map(parseCount);
  if (learned !== undefined && validating !== undefined && scored !== undefined && more.length === 0) {
    return [learned, validating, scored];
  }
  throw new InvalidArgumentError('expected three numbers of rows, such as 8640,2880,2880');
}
