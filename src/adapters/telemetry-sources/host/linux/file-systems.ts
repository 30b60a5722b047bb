import { readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostProbe, HostReading } from '../host-reading.js';
import { fieldsOfLines, type KernelRoots } from './kernel-files.js';

/** Images that are full by design. */
const readOnlyImages = new Set(['squashfs', 'iso9660', 'erofs', 'udf']);

/** How full each file system on a local device is, counted as df(1) does: without the blocks that only root may use. */
export function fileSystemProbe({ proc }: KernelRoots): HostProbe {
  return {
    name: 'file systems',
    async read(fault) {
      const mountPoints = localMountPoints(await readFile(join(proc, 'self', 'mounts'), 'utf8'));
      const readings = await Promise.all(
        mountPoints.map((mountPoint) =>
          readUtilisation(mountPoint).catch((error: unknown) => {
            fault(`file system ${mountPoint}`, error);
            return [];
          }),
        ),
      );
      return readings.flat();
    },
  };
}

/** One mount point a device, the shortest: containers mount single files of a file system in many places. */
export function localMountPoints(mounts: string): readonly string[] {
  const byDevice = new Map<string, string>();
  for (const [device = '', escaped = '', type = ''] of fieldsOfLines(mounts)) {
    if (!device.startsWith('/dev/') || readOnlyImages.has(type)) continue;
    const mountPoint = unescapeMount(escaped);
    const known = byDevice.get(device);
    if (known === undefined || mountPoint.length < known.length) byDevice.set(device, mountPoint);
  }
  return [...byDevice.values()];
}

/** The kernel writes blanks and backslashes of a mount point as three octal digits. */
function unescapeMount(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

async function readUtilisation(mountPoint: string): Promise<readonly HostReading[]> {
  const { blocks, bfree, bavail } = await statfs(mountPoint);
  const used = blocks - bfree;
  if (used + bavail === 0) return [];
  const value = used / (used + bavail);
  return [{ metric: 'system.filesystem.utilization', component: mountPoint, kind: 'gauge', value }];
}
