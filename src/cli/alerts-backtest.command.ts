import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { backtestCsv, type BacktestReport } from '../app/backtest.js';
import { proposedRules } from '../application/propose-detection.js';
import { parseDetection } from '../config/load-detection.js';
import { type DetectorName, detectors, liveDetector } from '../domain/detection/catalogue.js';
import { DomainError, messageOf } from '../domain/errors.js';
import { backtestOnService } from './backtest/backtest-on-service.js';
import { reportText } from './backtest/report-text.js';
import { type ServiceAddress, serviceOptions } from './service-client.js';

interface BacktestOptions extends ServiceAddress {
  readonly settings?: string;
  readonly add?: boolean;
  readonly detector?: DetectorName;
  readonly sensitivity?: number;
  readonly asset?: readonly string[];
  readonly room?: readonly string[];
  readonly kind?: readonly string[];
  readonly component?: readonly string[];
  readonly metric?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly warmUpDays: number;
  readonly input?: string;
  readonly json?: boolean;
}

/** `plenum alerts backtest`: the alerts that settings would have raised on what is stored, or on a file. */
export function registerBacktest(alerts: Command): void {
  const backtest = alerts
    .command('backtest')
    .description('Which alerts detection settings would have raised, beside those that the present ones raise.')
    .option('--settings <file>', 'a detection.yaml to try')
    .option('--add', 'add its rules behind those in force instead of replacing them')
    .addOption(new Option('--detector <name>', 'judge by this detector').choices(Object.keys(detectors)))
    .option('--sensitivity <factor>', 'judge every series with this sensitivity', parseNumber);
  for (const condition of ['asset', 'room', 'kind', 'component', 'metric']) {
    backtest.option(
      `--${condition} <patterns>`,
      `only series of this ${condition}; * and ? in it, commas between`,
      parseList,
    );
  }
  backtest
    .option('--from <time>', 'ISO 8601 (default: a week before the end; of a file, its beginning)', parseTime)
    .option('--to <time>', 'ISO 8601 (default: the newest point)', parseTime)
    .option('--warm-up-days <days>', 'days before it that are learned only', parseNumber, 3)
    .option('--input <file>', 'try it on a CSV file, without a service; --asset and --metric name what it holds')
    .option('--json', 'print the report as JSON')
    .option(...serviceOptions.url)
    .option(...serviceOptions.token)
    .addHelpText(
      'after',
      '\nExamples:\n  plenum alerts backtest --settings detection.yaml --room hall-1 --from 2026-03-01\n  plenum alerts backtest --settings detection.yaml --input inlet.csv --metric dc.rack.inlet_temperature',
    )
    .action(async (options: BacktestOptions) => {
      const report = await (options.input === undefined ? onService(options) : onFile(options, options.input));
      process.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : reportText(report));
    });
}

async function onService(options: BacktestOptions): Promise<BacktestReport> {
  const { settings, add, detector, sensitivity, asset, room, kind, component, metric, from, to, warmUpDays } = options;
  const text = await textOf(settings);
  // What is wrong with the file is told by its own name.
  if (settings !== undefined && text !== undefined) parseDetection(text, settings);
  const wish = {
    settings: text,
    mode: add === true ? 'add' : 'replace',
    detector,
    sensitivity,
    select: { asset, room, kind, component, metric },
    from: from === undefined ? undefined : String(from),
    to: to === undefined ? undefined : String(to),
    warmUpDays,
  };
  const { isTTY } = process.stderr;
  const report = await backtestOnService(options, wish, (fraction) => {
    if (isTTY) process.stderr.write(`\r${Math.round(100 * fraction)} %`);
  });
  if (isTTY) process.stderr.write('\r');
  return report;
}

async function onFile(options: BacktestOptions, input: string): Promise<BacktestReport> {
  const { settings, detector, sensitivity, asset, metric, from, to } = options;
  const proposal = { settings: await textOf(settings), mode: 'replace' as const, sensitivity };
  return backtestCsv(input, {
    rules: proposedRules(proposal, [], (text) => parseDetection(text, settings ?? '')),
    detector: detector ?? liveDetector,
    assetId: only(asset, '--asset') ?? basename(input, extname(input)),
    metric: only(metric, '--metric'),
    fromMs: from,
    toMs: to,
  });
}

async function textOf(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new DomainError('invalid_input', `${file} cannot be read (${messageOf(error)})`, { cause: error });
  }
}

function only(names: readonly string[] | undefined, option: string): string | undefined {
  if (names === undefined || names.length === 1) return names?.[0];
  throw new DomainError('invalid_input', `${option}: one name is expected with --input`);
}

function parseList(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

function parseTime(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('expected an ISO 8601 time');
  return at;
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (!(number >= 0)) throw new InvalidArgumentError('expected a number, 0 or more');
  return number;
}
