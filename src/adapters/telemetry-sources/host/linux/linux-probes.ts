import type { HostProbe } from '../host-reading.js';
import { batteryProbe } from './batteries.js';
import { cpuProbe } from './cpu.js';
import { diskProbe } from './disks.js';
import { fileSystemProbe } from './file-systems.js';
import { hwmonProbe } from './hwmon.js';
import type { KernelRoots } from './kernel-files.js';
import { loadProbe } from './load.js';
import { memoryProbe } from './memory.js';
import { networkProbe } from './network.js';
import { powercapProbe } from './powercap.js';
import { thermalZoneProbe } from './thermal-zones.js';

/** Every probe of a Linux machine. They read kernel files only and start no process. */
export function linuxProbes(roots: KernelRoots = { proc: '/proc', sys: '/sys' }): readonly HostProbe[] {
  return [
    cpuProbe(roots),
    loadProbe(roots),
    memoryProbe(roots),
    diskProbe(roots),
    fileSystemProbe(roots),
    networkProbe(roots),
    hwmonProbe(roots),
    thermalZoneProbe(roots),
    powercapProbe(roots),
    batteryProbe(roots),
  ];
}
