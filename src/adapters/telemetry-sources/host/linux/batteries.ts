import { join } from 'node:path';
import type { HostProbe, HostReading } from '../host-reading.js';
import { entriesOf, type KernelRoots, numberIn, textIn } from './kernel-files.js';

/** Charge and power of the machine's own batteries (not of a mouse's: those have the scope `Device`). */
export function batteryProbe({ sys }: KernelRoots): HostProbe {
  const root = join(sys, 'class', 'power_supply');
  return {
    name: 'batteries',
    async read(fault) {
      const readings: HostReading[] = [];
      for (const entry of await entriesOf(root)) {
        try {
          readings.push(...(await readBattery(join(root, entry), entry)));
        } catch (error) {
          fault(`battery ${entry}`, error);
        }
      }
      return readings;
    },
  };
}

async function readBattery(folder: string, component: string): Promise<readonly HostReading[]> {
  if ((await textIn(folder, 'type')) !== 'Battery' || (await textIn(folder, 'scope')) === 'Device') return [];
  const [percent, microwatts] = await Promise.all([numberIn(folder, 'capacity'), numberIn(folder, 'power_now')]);
  const readings: HostReading[] = [];
  if (percent !== undefined)
    readings.push({ metric: 'hw.battery.charge', component, kind: 'gauge', value: percent / 100 });
  if (microwatts !== undefined)
    readings.push({ metric: 'hw.power', component, kind: 'gauge', value: microwatts * 1e-6 });
  return readings;
}
