import { join } from 'node:path';
import type { HostProbe, HostReading } from '../host-reading.js';
import { entriesOf, type KernelRoots, numberIn, textIn } from './kernel-files.js';

const zone = /^intel-rapl:(\d+)(?::\d+)?$/;

/**
 * Power of CPU packages, cores and DRAM from the RAPL energy counters (Documentation/power/powercap; AMD's appear under
 * the same name). The counters wrap within minutes under load. Most systems let only root read them.
 */
export function powercapProbe({ sys }: KernelRoots): HostProbe {
  const root = join(sys, 'class', 'powercap');
  return {
    name: 'power counters',
    async read(fault) {
      const readings: HostReading[] = [];
      for (const entry of (await entriesOf(root)).filter((name) => zone.test(name))) {
        try {
          const reading = await readZone(root, entry);
          if (reading) readings.push(reading);
        } catch (error) {
          fault(`power counter ${entry}`, error);
        }
      }
      return readings;
    },
  };
}

async function readZone(root: string, entry: string): Promise<HostReading | undefined> {
  const folder = join(root, entry);
  const [microjoules, range, name = entry] = await Promise.all([
    numberIn(folder, 'energy_uj'),
    numberIn(folder, 'max_energy_range_uj'),
    textIn(folder, 'name'),
  ]);
  if (microjoules === undefined) return undefined;
  // `core` and `dram` exist once a package, and bear the same name in each.
  const isPart = entry.split(':').length > 2;
  const component = isPart ? `package-${zone.exec(entry)?.[1] ?? ''} ${name}` : name;
  const counter = { metric: 'hw.energy.rate', component, kind: 'counter', count: microjoules * 1e-6 } as const;
  return range === undefined ? counter : { ...counter, wrapsAt: range * 1e-6 };
}
