import { basename, extname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ReplayCsv, replayInto } from '../app/replay.js';
import type { ReplaySettings, ReplaySummary } from '../application/replay-file.js';
import { DomainError } from '../domain/errors.js';
import { ReplayProgress } from './replay-progress.js';
import { type ServiceAddress, serviceOptions } from './service-client.js';

interface ReplayOptions extends ServiceAddress {
  readonly time?: string;
  readonly values: 'all' | readonly string[];
  readonly asset?: string;
  readonly metric?: string;
  readonly unit?: string;
  readonly speed: number;
  readonly times: 'shift' | 'keep';
  readonly onBadRow: 'skip' | 'fail';
  readonly json?: boolean;
}

/** A file's summary under the names that it was sent with. */
interface FileSummary extends ReplaySummary {
  readonly file: string;
  readonly asset: string;
}

/** `plenum replay FILE...`: recorded CSV files through the running service. */
export function registerReplay(program: Command): void {
  program
    .command('replay <file...>')
    .description('Send recorded CSV files through the running service.')
    .option('--time <column>', 'time column (default: timestamp, datetime, time or date); times without a zone are UTC')
    .option('--values <columns>', 'value columns, separated by commas, or all', parseColumns, 'all')
    .option('--asset <name>', 'asset the values belong to (default: file name without extension)')
    .option('--metric <name>', 'metric of the only value column (default: column name)')
    .option('--unit <unit>', 'unit of the values, such as Cel, W, % (default: none)')
    .option('--speed <factor>', 'recorded seconds per second, or max', parseSpeed, Infinity)
    .addOption(
      new Option('--times <how>', 'shift: the last row becomes now; keep: the recorded times')
        .choices(['shift', 'keep'])
        .default('shift'),
    )
    .addOption(
      new Option('--on-bad-row <what>', 'for a row that cannot be read').choices(['skip', 'fail']).default('fail'),
    )
    .option('--json', 'print the summary as JSON')
    .option(...serviceOptions.url)
    .option(...serviceOptions.token)
    .addHelpText(
      'after',
      '\nExample:\n  plenum replay ec2_cpu_utilization_24ae8d.csv --metric system.cpu.utilization --unit %',
    )
    .action(replayFiles);
}

async function replayFiles(files: readonly string[], options: ReplayOptions): Promise<void> {
  const replay = replayInto({ url: options.url, token: options.token ?? process.env['PLENUM_TOKEN'] });
  const progress = new ReplayProgress(process.stderr);
  try {
    const summaries = await replayAll(files, options, replay, progress);
    process.stdout.write(options.json === true ? `${JSON.stringify(summaries)}\n` : summaries.map(lineOf).join(''));
    requireAccepted(summaries);
  } finally {
    progress.end();
  }
}

/** One after the other at full speed; in step with each other at a given speed. */
async function replayAll(
  files: readonly string[],
  options: ReplayOptions,
  replay: ReplayCsv,
  progress: ReplayProgress,
): Promise<readonly FileSummary[]> {
  const replayOne = async (file: string): Promise<FileSummary> => {
    const settings = settingsFor(file, options);
    return { file, asset: settings.assetId, ...(await replay(file, settings, progress.of(file))) };
  };
  if (options.speed !== Infinity) return Promise.all(files.map(replayOne));
  const summaries: FileSummary[] = [];
  for (const file of files) summaries.push(await replayOne(file));
  return summaries;
}

function settingsFor(
  file: string,
  { asset, metric, unit, time, values, speed, times, onBadRow }: ReplayOptions,
): ReplaySettings {
  return { assetId: asset ?? basename(file, extname(file)), metric, unit, time, values, speed, times, onBadRow };
}

function lineOf({ file, asset, rows, badRows, points, refusedPoints }: FileSummary): string {
  const bad = badRows > 0 ? `, ${badRows} bad rows skipped` : '';
  const refused = refusedPoints > 0 ? `, ${refusedPoints} points refused` : '';
  return `${file}: ${rows} rows, ${points} points sent as ${asset}${bad}${refused}\n`;
}

function requireAccepted(summaries: readonly FileSummary[]): void {
  const refused = summaries.find(({ refusedPoints }) => refusedPoints > 0);
  if (refused === undefined) return;
  throw new DomainError(
    'invalid_input',
    `${refused.file}: the service refused ${refused.refusedPoints} points: ${refused.firstRefusal ?? 'it did not say why'}`,
  );
}

function parseColumns(text: string): 'all' | readonly string[] {
  return text === 'all' ? 'all' : text.split(',').map((name) => name.trim());
}

function parseSpeed(text: string): number {
  const speed = text === 'max' ? Infinity : Number(text);
  if (!(speed > 0)) throw new InvalidArgumentError('expected a number above 0, or max');
  return speed;
}
