import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { alertEpisodes } from '../../test/distributed/alert-episodes.js';
import { PlenumProcesses } from '../../test/distributed/plenum-processes.js';
import { BackEndServers } from '../../test/distributed/plenum-roles.js';
import { call } from '../../test/e2e/api-call.js';
import { type RunningService, startService } from '../../test/e2e/plenum-process.js';
import { type BenchRow, benchRow } from '../detection/bench-row.js';
import { differing, disagreements, incidentStories } from './compared.js';
import { largeSite } from './large-site.js';
import { faultsOfTheWeek } from './week-plan.js';
import { WeekSource } from './week-source.js';

const limitMs = 300_000;
/** Grouping looks at the records this often when nothing in its own process wakes it; two turns must have passed. */
const groupingSettlesMs = 65_000;

export interface WeekSize {
  /** About 1,060 series each. */
  readonly halls: number;
  readonly hours: number;
}

/**
 * The same simulated week through one embedded service and through distributed processes on real servers, hour by hour, and
 * what each has made of it.
 */
export async function runWeekBench(
  { halls, hours }: WeekSize = { halls: 10, hours: 168 },
): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-week-'));
  const siteFile = join(folder, 'site.yaml');
  await writeFile(siteFile, largeSite(await readFile('sites/demo.yaml', 'utf8'), halls));
  const startMs = Math.floor(Date.now() / 86_400_000 - hours / 24 - 1) * 86_400_000;
  const env = { PLENUM_SITE: siteFile };
  const servers = await BackEndServers.start();
  const processes = new PlenumProcesses(servers, env);
  const source = await WeekSource.start({ siteFile, seed: 5, startMs, hours, faults: faultsOfTheWeek(halls) });
  let embedded: RunningService | undefined;
  try {
    embedded = await startService(env);
    const ingest = await processes.start('ingest');
    const api = await processes.start('store,api');
    const scorers = [await processes.start('score'), await processes.start('score')];
    const startedAt = performance.now();
    let points = 0;
    let hour = 0;
    for await (const { body, points: sent } of source.hourly()) {
      points += sent;
      hour += 1;
      await Promise.all([send(embedded, body), send(ingest, body)]);
      await Promise.all([untilScored([embedded], points), untilScored(scorers, points)]);
      if (hour % 24 === 0) process.stderr.write(`week: ${hour} of ${hours} hours\n`);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    await pause(groupingSettlesMs);
    return await figures({ series: source.series, points, seconds, hours, embedded, api });
  } finally {
    source.stop();
    await processes.stop();
    await embedded?.stop();
    await servers.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Lived {
  readonly series: number;
  readonly points: number;
  readonly seconds: number;
  readonly hours: number;
  readonly embedded: RunningService;
  readonly api: RunningService;
}

async function figures({ series, points, seconds, hours, embedded, api }: Lived): Promise<readonly BenchRow[]> {
  const [here, there] = [await alertEpisodes(embedded.url), await alertEpisodes(api.url)];
  const [ours, theirs] = [await incidentStories(embedded), await incidentStories(api)];
  const strange = [...differing(ours, theirs), ...differing(theirs, ours)];
  for (const line of disagreements(ours, theirs)) process.stderr.write(`week: ${line}\n`);
  return [
    row('series', series, '1'),
    row('simulated time', hours, 'h'),
    row('points judged in each mode', points, '1'),
    row('points/s through both modes at once, the twin included', points / seconds, 'points/s'),
    row('alerts, embedded', here.length, '1'),
    row('alerts, distributed', there.length, '1', here.length),
    row('alerts that differ between the modes', differing(here, there).length + differing(there, here).length, '1'),
    row('incidents, embedded', ours.length, '1'),
    row('incidents, distributed', theirs.length, '1', ours.length),
    row('incidents that differ between the modes', strange.length, '1'),
  ];
}

async function send({ url }: RunningService, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await call(new URL('/api/v1/telemetry', url), { method: 'POST', body, headers });
  if (status !== 200) throw new Error(`the service answered ${status}: ${text}`);
}

/** Resolves when these processes together have scored so many points and all that they derive from them. */
async function untilScored(scorers: readonly RunningService[], points: number): Promise<void> {
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    const pages = await Promise.all(scorers.map(async ({ url }) => (await fetch(new URL('/metrics', url))).text()));
    const counted = (name: string) => pages.reduce((sum, page) => sum + counterOf(page, name), 0);
    // Read from one answer: what is derived grows until all has been derived from.
    const all = points + counted('plenum_component_sent_total{component="derive"}');
    const looked = counted('plenum_component_received_total{component="derive"}');
    const scored = counted('plenum_component_sent_total{component="score"}');
    if (looked >= all && scored >= all) return;
    if (performance.now() > giveUpAt) throw new Error(`of ${all} points ${scored} are scored after ${limitMs} ms`);
    await pause(100);
  }
}

/** The value of a counter on a metrics page; 0 while it has counted nothing. */
function counterOf(page: string, name: string): number {
  const line = page.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? 0);
}

function row(what: string, value: number, unit: string, target?: number): BenchRow {
  return benchRow({ area: 'week', what, value, unit, target, reference: '' });
}
