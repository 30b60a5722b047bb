import { readFile } from 'node:fs/promises';
import { causeKindNames } from '../domain/alerting/incidents/cause-kinds.js';
import { globMatcher } from '../domain/glob.js';
import { DomainError, messageOf } from '../domain/errors.js';
import type { AlertingConfig, ReceiverConfig } from './alerting-config.js';
import { AlertingFile } from './alerting.schema.js';
import type { Config } from './config.js';
import { type EntrySurroundings, ReceiverReader } from './receiver-entry.js';
import { type PlacedProblem, type YamlPath, YamlText } from './yaml-text.js';

/** Names that Plenum gives receivers itself. */
const ownNames = { log: 'log', webhook: 'webhook' } as const;

/** The configuration of a service that tells nobody. */
export const nobodyTold: AlertingConfig = Object.freeze({
  consoleUrl: undefined,
  receivers: Object.freeze([]),
  inhibit: Object.freeze([]),
  runbooks: Object.freeze([]),
});

/**
 * Who is told of alerts: those of `alerting.yaml`, and the webhook of the environment. `env` holds the secrets that the
 * file refers to. Throws `invalid_configuration` that names every problem with its line and path, and no secret.
 */
export async function loadAlerting(
  { alertingFile, webhook, mode }: Pick<Config, 'alertingFile' | 'webhook' | 'mode'>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<AlertingConfig> {
  return (await alertingSource({ alertingFile, webhook, mode }, env)).config;
}

/** The configuration, and the file that it comes from with the ways to read it again; without a file undefined. */
export type AlertingSource = Awaited<ReturnType<typeof alertingSource>>;

/** As `loadAlerting`, for a service that follows the file. */
export async function alertingSource(
  { alertingFile, webhook, mode }: Pick<Config, 'alertingFile' | 'webhook' | 'mode'>,
  env: Readonly<Record<string, string | undefined>>,
) {
  const short = webhook.url === undefined ? [] : [webhookReceiver(webhook.url, webhook.secret)];
  if (alertingFile === undefined) {
    const config: AlertingConfig = { ...nobodyTold, receivers: short };
    return { config, source: undefined };
  }
  const taken = [ownNames.log, ...short.map(({ name }) => name)];
  const surroundings = { env, hasBrokers: mode !== 'embedded', hasIncidents: mode !== 'edge' };
  const parse = (text: string): AlertingConfig => {
    const parsed = parseAlerting(text, alertingFile, taken, surroundings);
    return { ...parsed, receivers: [...short, ...parsed.receivers] };
  };
  const read = () => textOf(alertingFile);
  const text = await read();
  const config = parse(text);
  return { config, source: { file: alertingFile, text, value: config, read, parse } };
}

/** Whether a service of this configuration tells of alerts; one that does not needs neither the file nor its secrets. */
export function tellsOfAlerts(config: Config): boolean {
  return config.mode !== 'distributed' || config.roles.has('score');
}

/** The text of an `alerting.yaml`; `path` is its name in error messages, `taken` are names that it may not use. */
export function parseAlerting(
  text: string,
  path: string,
  taken: readonly string[],
  surroundings: EntrySurroundings,
): AlertingConfig {
  const source = new YamlText({ path, kind: 'alerting file', docs: 'docs/alerting.md' }, text);
  const { console: consoleUrl, receivers: entries, inhibit, runbooks } = source.parse(AlertingFile);
  const readers = entries.map((entry, i) => new ReceiverReader(entry, ['receivers', i], surroundings));
  const receivers = readers.map((reader) => reader.read());
  const problems = [
    ...repeatedNames(
      entries.map(({ name }) => name),
      taken,
    ),
    ...readers.flatMap((reader) => reader.problems),
    ...runbooks.flatMap(({ match }, i) => unknownCauses(match.cause ?? [], ['runbooks', i, 'match', 'cause'])),
  ];
  if (problems.length > 0) throw source.refuse(problems);
  return { consoleUrl, receivers, inhibit, runbooks: runbooks.map((rule) => ({ ...rule, url: rule.url })) };
}

function unknownCauses(causes: readonly string[], path: YamlPath): PlacedProblem[] {
  const isKnown = (cause: string) => causeKindNames.some(globMatcher(cause));
  return causes
    .filter((cause) => !isKnown(cause))
    .map((cause) => ({ path, message: `there is no cause "${cause}"; there are ${causeKindNames.join(', ')}` }));
}

function repeatedNames(names: readonly string[], taken: readonly string[]): PlacedProblem[] {
  return names.flatMap((name, i) => {
    const path = ['receivers', i, 'name'];
    if (names.indexOf(name) < i) return [{ path, message: `another receiver is called "${name}"` }];
    return taken.includes(name) ? [{ path, message: `"${name}" is a receiver that Plenum has already` }] : [];
  });
}

/** The short form tells everything and at once. */
function webhookReceiver(url: string, secret: string | undefined): ReceiverConfig {
  return {
    name: ownNames.webhook,
    by: 'alert',
    filter: { least: 'info', resolved: true, simulated: true },
    groupWaitMs: 0,
    onlyCauses: false,
    target: { type: 'webhook', url, secret },
  };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new DomainError(
      'invalid_configuration',
      `The alerting file ${path} cannot be read (${messageOf(error)}). Correct PLENUM_ALERTING; docs/alerting.md has an example.`,
      { cause: error, details: { file: path } },
    );
  }
}
