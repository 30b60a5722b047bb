import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second (USER_HZ), whatever its timer does. */
const ticksPerSecond = 100;

/** CPU seconds of each part of the rig so far, by its name: everything that this process has started. Linux only. */
export function cpuSeconds(): ReadonlyMap<string, number> {
  const seconds = new Map<string, number>();
  for (const { pid, ticks } of descendants(process.pid)) {
    const name = nameOf(pid);
    if (name !== undefined) seconds.set(name, (seconds.get(name) ?? 0) + ticks / ticksPerSecond);
  }
  return seconds;
}

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** In user and kernel mode, its children that have ended included. */
  readonly ticks: number;
}

function descendants(root: number): readonly ProcessTimes[] {
  const all = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => timesOf(Number(entry)));
  const family = new Set([root]);
  // Parents are older, but process ids start over, so one pass may not be enough.
  for (let before = 0; before < family.size;) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

function timesOf(pid: number): readonly ProcessTimes[] {
  const stat = read(pid, 'stat');
  // The name of the program stands in brackets and may hold anything; the second field after it is the parent.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return [];
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  return [{ pid, parent: Number(fields[1]), ticks: sum([user, system, childrenUser, childrenSystem]) }];
}

function nameOf(pid: number): string | undefined {
  const command = read(pid, 'cmdline').replaceAll('\0', ' ');
  if (pid === process.pid) return 'bench and load generator';
  if (command.includes('kafka.Kafka')) return 'kafka';
  if (command.includes('influxd')) return 'influxd';
  if (command.includes('postgres')) return 'postgres';
  if (command.includes('send-process')) return 'bench and load generator';
  const role = /(?:^|\0)PLENUM_ROLES=([^\0]*)/.exec(read(pid, 'environ'))?.[1];
  return role && `plenum ${role}`;
}

/** Empty for a process that has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
