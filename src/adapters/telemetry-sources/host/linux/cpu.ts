import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostProbe, HostReading } from '../host-reading.js';
import { fieldsOfLines, type KernelRoots } from './kernel-files.js';

/** Above this many cores a series for each says less than it costs. */
const coresShownAtMost = 16;

/** CPU utilisation from /proc/stat (proc(5)): all ticks but idle and iowait, over all ticks. Guest time is in user time. */
export function cpuProbe({ proc }: KernelRoots): HostProbe {
  return {
    name: 'cpu',
    async read() {
      const lines = fieldsOfLines(await readFile(join(proc, 'stat'), 'utf8'));
      const readings = lines.filter(([name]) => name?.startsWith('cpu')).map(mapCpuLine);
      return readings.length - 1 > coresShownAtMost ? readings.filter(({ component }) => component === '') : readings;
    },
  };
}

function mapCpuLine([name = '', ...ticks]: readonly string[]): HostReading {
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks.map(Number);
  const part = user + nice + system + irq + softirq + steal;
  return {
    metric: 'system.cpu.utilization',
    component: name === 'cpu' ? '' : name,
    kind: 'share',
    part,
    whole: part + idle + iowait,
  };
}
