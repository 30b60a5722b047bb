import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostProbe, HostReading } from '../host-reading.js';
import { entriesOf, fieldsOfLines, type KernelRoots } from './kernel-files.js';

/** The kernel counts sectors of 512 bytes whatever the device's own sector size is (Documentation/block/stat). */
const sectorBytes = 512;
const notADisk = /^(?:loop|ram|zram|sr|fd)\d/;

/** Throughput, operations and busy time of each whole disk that has ever been used, from /proc/diskstats. */
export function diskProbe({ proc, sys }: KernelRoots): HostProbe {
  return {
    name: 'disks',
    async read() {
      const [text, blockDevices] = await Promise.all([
        readFile(join(proc, 'diskstats'), 'utf8'),
        entriesOf(join(sys, 'block')),
      ]);
      const wholeDisks = new Set(blockDevices.filter((name) => !notADisk.test(name)));
      return fieldsOfLines(text)
        .filter(([, , name = '']) => wholeDisks.has(name))
        .flatMap(mapDiskLine);
    },
  };
}

/** Fields as numbered in Documentation/admin-guide/iostats: reads, merged, sectors, ms; the same for writes; in flight, busy ms. */
function mapDiskLine([, , name = '', ...counts]: readonly string[]): readonly HostReading[] {
  const [reads = 0, , readSectors = 0, , writes = 0, , writtenSectors = 0, , , busyMs = 0] = counts.map(Number);
  if (reads + writes === 0) return [];
  const [read, write] = [`${name} read`, `${name} write`];
  return [
    { metric: 'system.disk.io.rate', component: read, kind: 'counter', count: readSectors * sectorBytes },
    { metric: 'system.disk.io.rate', component: write, kind: 'counter', count: writtenSectors * sectorBytes },
    { metric: 'system.disk.operations.rate', component: read, kind: 'counter', count: reads },
    { metric: 'system.disk.operations.rate', component: write, kind: 'counter', count: writes },
    { metric: 'system.disk.io_time.rate', component: name, kind: 'counter', count: busyMs / 1000 },
  ];
}
