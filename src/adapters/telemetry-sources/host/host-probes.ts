import type { HostProbe } from './host-reading.js';
import { linuxProbes } from './linux/linux-probes.js';
import { portableProbes } from './portable/portable-probes.js';

/** The probes that fit this machine's operating system. */
export function hostProbes(platform: NodeJS.Platform = process.platform): readonly HostProbe[] {
  return platform === 'linux' ? linuxProbes() : portableProbes(platform);
}
