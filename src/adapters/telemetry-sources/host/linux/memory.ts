import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostProbe, HostReading } from '../host-reading.js';
import { fieldsOfLines, type KernelRoots } from './kernel-files.js';

/** Memory and swap from /proc/meminfo. Used is what is not available: caches that the kernel would give up are free. */
export function memoryProbe({ proc }: KernelRoots): HostProbe {
  return {
    name: 'memory',
    async read() {
      const kibibytes = new Map(
        fieldsOfLines(await readFile(join(proc, 'meminfo'), 'utf8')).map(([name, value]) => [name, Number(value)]),
      );
      const bytes = (name: string) => (kibibytes.get(`${name}:`) ?? Number.NaN) * 1024;
      const total = bytes('MemTotal');
      const used = total - bytes('MemAvailable');
      const readings: HostReading[] = [
        { metric: 'system.memory.usage', component: '', kind: 'gauge', value: used },
        { metric: 'system.memory.utilization', component: '', kind: 'gauge', value: used / total },
      ];
      const swap = bytes('SwapTotal');
      if (swap > 0) {
        const value = 1 - bytes('SwapFree') / swap;
        readings.push({ metric: 'system.paging.utilization', component: '', kind: 'gauge', value });
      }
      return readings;
    },
  };
}
