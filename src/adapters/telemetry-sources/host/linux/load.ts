import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostProbe } from '../host-reading.js';
import type { KernelRoots } from './kernel-files.js';

/** Load average over one minute and uptime, the first fields of /proc/loadavg and /proc/uptime. */
export function loadProbe({ proc }: KernelRoots): HostProbe {
  const firstField = async (file: string) => Number((await readFile(join(proc, file), 'utf8')).split(' ', 1)[0]);
  return {
    name: 'load',
    async read() {
      const [load, uptimeS] = await Promise.all([firstField('loadavg'), firstField('uptime')]);
      return [
        { metric: 'system.cpu.load_average.1m', component: '', kind: 'gauge', value: load },
        { metric: 'system.uptime', component: '', kind: 'gauge', value: uptimeS },
      ];
    },
  };
}
