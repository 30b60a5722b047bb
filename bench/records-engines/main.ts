import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type EngineName, engines } from './engines.js';

/**
 * Compares the engines for the records: `main.js ROUNDS [ENGINE ...]`. Each is started, filled and killed with SIGKILL (its
 * whole process group) at a random moment ROUNDS times; prints one line of figures for each.
 */
const [rounds = '30', ...names] = process.argv.slice(2);
const longestLifeMs = 3_000;
const rowsWhenQuiet = 2_000;
const writer = fileURLToPath(new URL('./writer.js', import.meta.url));

interface Life {
  /** Undefined when it was killed before it had opened. */
  readonly openMs: number | undefined;
  readonly foundLast: number;
  readonly foundCount: number;
  readonly lastAcknowledged: number;
  readonly insertsPerSecond: number | undefined;
  /** Resident memory of the process group when it had opened, MB. */
  readonly residentMb: number;
  readonly complaint: string;
}

async function live(engine: EngineName, folder: string, killAfterMs: number | undefined): Promise<Life> {
  const rows = killAfterMs === undefined ? [String(rowsWhenQuiet)] : [];
  const child = spawn(process.execPath, [writer, engine, folder, ...rows], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const group = child.pid ?? 0;
  const kill = killAfterMs === undefined ? undefined : setTimeout(() => process.kill(-group, 'SIGKILL'), killAfterMs);
  const life = {
    openMs: undefined as number | undefined,
    foundLast: 0,
    foundCount: 0,
    lastAcknowledged: 0,
    insertsPerSecond: undefined as number | undefined,
    residentMb: 0,
    complaint: '',
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (life.complaint += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word = '', ...figures] = line.split(' ');
    const [first, second, third] = figures.map(Number);
    if (word === 'open') Object.assign(life, { openMs: first, foundLast: second, foundCount: third });
    else if (word === 'done') Object.assign(life, { insertsPerSecond: first, residentMb: residentMb(group) });
    else life.lastAcknowledged = Number(word);
  });
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(kill);
  return life;
}

function residentMb(group: number): number {
  let kilobytes = 0;
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readIfThere(`/proc/${pid}/stat`);
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) continue;
    // Proportional, so that the server's shared memory counts once.
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readIfThere(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  }
  return Math.round(kilobytes / 1_000);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // The process has ended in the meantime.
  }
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

for (const name of (names.length > 0 ? names : Object.keys(engines)) as EngineName[]) {
  const parent = mkdtempSync(join(tmpdir(), 'plenum-engines-'));
  chmodSync(parent, 0o755); // The binaries' unprivileged user has to get through.
  const folder = join(parent, 'data');
  const first = await live(name, folder, undefined);
  const quiet = await live(name, folder, undefined);
  const afterKill: number[] = [];
  let acknowledged = quiet.lastAcknowledged;
  let lost = 0;
  let refused = 0;
  for (let round = 0; round < Number(rounds); round += 1) {
    const life = await live(name, folder, Math.random() * longestLifeMs);
    if (life.complaint !== '') refused += 1;
    if (life.openMs === undefined) continue;
    afterKill.push(life.openMs);
    lost += Math.max(0, acknowledged - life.foundLast) + (life.foundLast - life.foundCount);
    acknowledged = Math.max(life.foundLast, life.lastAcknowledged);
  }
  const last = await live(name, folder, undefined);
  if (last.openMs === undefined) refused += 1;
  else lost += Math.max(0, acknowledged - last.foundLast) + (last.foundLast - last.foundCount);
  console.log(
    JSON.stringify({
      engine: name,
      firstStartMs: first.openMs,
      restartMs: quiet.openMs,
      restartAfterKillMs: median(afterKill),
      insertsPerSecond: [quiet.insertsPerSecond, last.insertsPerSecond],
      residentMb: { firstRun: first.residentMb, laterRun: last.residentMb },
      kills: Number(rounds),
      acknowledged,
      lost,
      refused,
      complaint: (first.complaint || last.complaint).slice(-300),
    }),
  );
  rmSync(parent, { recursive: true, force: true });
}
