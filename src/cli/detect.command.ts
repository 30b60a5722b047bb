import { type Command, InvalidArgumentError, Option } from 'commander';
import { detectCsv } from '../app/detect.js';
import type { DetectSettings } from '../application/detect-file.js';
import { type DetectorName, detectors } from '../domain/detection/catalogue.js';
import { type JointDetectorName, jointDetectorNames } from '../domain/detection/rows/joint-detectors.js';
import { DetectProgress } from './detect/detect-progress.js';
import { LineWriter } from './line-writer.js';
import { parseColumns, parseSeparator, requireOtherFile } from './table-options.js';
import { csvFormat, jsonFormat } from './detect/row-format.js';

interface DetectOptions {
  readonly input: string;
  readonly time?: string;
  readonly values: 'all' | readonly string[];
  readonly output?: string;
  readonly detector: 'auto' | DetectorName | JointDetectorName;
  readonly multivariate?: boolean;
  readonly trainRows?: number;
  readonly separator: string;
  readonly onBadRow: 'skip' | 'fail';
  readonly json?: boolean;
}

/** `plenum detect`: scores a file of series, streaming. */
export function registerDetect(program: Command): void {
  program
    .command('detect')
    .description('Score each row of a CSV file for anomalies: 1 or more is anomalous. One pass, no look-ahead.')
    .requiredOption('--input <file>', 'CSV file with a header')
    .option('--time <column>', 'time column (default: timestamp, datetime, time or date); times without a zone are UTC')
    .option('--values <columns>', 'value columns, separated by commas, or all', parseColumns, 'all')
    .option('--output <file>', 'file to write to (default: standard output)')
    .addOption(
      new Option(
        '--detector <name>',
        `which detector; auto is what suits recorded files best; with --multivariate: ${jointDetectorNames.join(', ')}`,
      )
        .choices(['auto', ...Object.keys(detectors), ...jointDetectorNames])
        .default('auto'),
    )
    .option('--multivariate', 'one model over all columns together')
    .option('--train-rows <n>', 'with --multivariate: rows that train the model (default: 400)', parseTrainRows)
    .option('--separator <character>', 'between the cells of the input; \\t for a tab', parseSeparator, ',')
    .addOption(
      new Option('--on-bad-row <what>', 'fail: stop there; skip: report it, give it score 0')
        .choices(['fail', 'skip'])
        .default('fail'),
    )
    .option('--json', 'write one JSON object a line instead of CSV')
    .addHelpText(
      'after',
      '\nExample:\n  plenum detect --input cpu.csv --output scores.csv\n  plenum detect --input pump.csv --separator ";" --multivariate --train-rows 400',
    )
    .action(detect);
}

async function detect(options: DetectOptions): Promise<void> {
  requireOtherFile(options);
  const progress = new DetectProgress(options.input, process.stderr);
  const { columns, rows } = await detectCsv(options.input, options.separator, settingsOf(options), progress.badRow);
  const isJoint = options.multivariate === true;
  const format = options.json === true ? jsonFormat(columns, isJoint) : csvFormat(columns, isJoint);
  const writer = new LineWriter(options.output);
  try {
    await writer.write(format.head);
    for await (const row of rows) {
      await writer.write(format.line(row));
      progress.row(row.verdict.score >= 1);
    }
  } finally {
    // Also after a failure: the rows above the bad one are good.
    await writer.end();
  }
  progress.end();
}

function settingsOf(options: DetectOptions): DetectSettings {
  const { time, values, detector, trainRows, onBadRow } = options;
  return { time, values, detector, multivariate: options.multivariate === true, trainRows, onBadRow };
}

function parseTrainRows(text: string): number {
  const rows = Number(text);
  if (!Number.isInteger(rows) || rows < 10) throw new InvalidArgumentError('expected a whole number, 10 or more');
  return rows;
}
