import { join } from 'node:path';
import type { HostProbe, HostReading } from '../host-reading.js';
import { entriesOf, type KernelRoots, numberIn, textIn } from './kernel-files.js';

/** Temperatures of the kernel's thermal zones, for machines whose chips do not appear under hardware monitoring. */
export function thermalZoneProbe({ sys }: KernelRoots): HostProbe {
  const root = join(sys, 'class', 'thermal');
  return {
    name: 'thermal zones',
    async read(fault) {
      const readings: HostReading[] = [];
      // Zones usually have a twin under hwmon; both would show every temperature twice.
      if ((await entriesOf(join(sys, 'class', 'hwmon'))).length > 0) return readings;
      for (const zone of (await entriesOf(root)).filter((entry) => entry.startsWith('thermal_zone'))) {
        try {
          const milliCelsius = await numberIn(join(root, zone), 'temp');
          if (milliCelsius === undefined) continue;
          const component = `${zone.replace('thermal_', '')} ${(await textIn(join(root, zone), 'type')) ?? 'unknown'}`;
          readings.push({ metric: 'hw.temperature', component, kind: 'gauge', value: milliCelsius / 1000 });
        } catch (error) {
          fault(zone, error);
        }
      }
      return readings;
    },
  };
}
