import { readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CatalogueMetric } from '../../../../domain/telemetry/metric-catalogue.js';
import type { HostProbe, HostReading, ReportFault } from '../host-reading.js';
import { entriesOf, isAbsent, type KernelRoots, numberIn, textIn } from './kernel-files.js';

/** Sensor files and their scales as in Documentation/hwmon/sysfs-interface. */
const sensorKinds: readonly { file: RegExp; metric: CatalogueMetric; scale: number }[] = [
  { file: /^(temp\d+)_input$/, metric: 'hw.temperature', scale: 1e-3 },
  { file: /^(fan\d+)_input$/, metric: 'hw.fan.speed', scale: 1 },
  { file: /^(power\d+)_(?:input|average)$/, metric: 'hw.power', scale: 1e-6 },
  { file: /^(in\d+)_input$/, metric: 'hw.voltage', scale: 1e-3 },
];

/** Temperatures, fans, power and voltages of the chips that the kernel's hardware monitoring knows. */
export function hwmonProbe({ sys }: KernelRoots): HostProbe {
  return {
    name: 'hardware sensors',
    async read(fault) {
      const chips = await namedChips(join(sys, 'class', 'hwmon'));
      const readings = await Promise.all(chips.map(({ folder, name }) => readChip(folder, name, fault)));
      return readings.flat();
    },
  };
}

interface Chip {
  readonly folder: string;
  readonly name: string;
}

/** The chips with their driver's name; two of the same driver (`nvme`) are told apart by their device (`nvme@nvme0`). */
async function namedChips(root: string): Promise<readonly Chip[]> {
  const chips = await Promise.all(
    (await entriesOf(root)).map(async (entry) => {
      const folder = join(root, entry);
      return { folder, driver: (await textIn(folder, 'name')) ?? entry, device: await deviceOf(folder) };
    }),
  );
  return chips.map(({ folder, driver, device }) => {
    const isAlone = chips.filter((other) => other.driver === driver).length === 1;
    return { folder, name: isAlone ? driver : `${driver}@${device}` };
  });
}

async function deviceOf(folder: string): Promise<string> {
  try {
    return basename(await readlink(join(folder, 'device')));
  } catch (error) {
    if (isAbsent(error)) return basename(folder);
    throw error;
  }
}

async function readChip(folder: string, chip: string, fault: ReportFault): Promise<readonly HostReading[]> {
  const readings: HostReading[] = [];
  for (const file of await entriesOf(folder)) {
    for (const { file: pattern, metric, scale } of sensorKinds) {
      const channel = pattern.exec(file)?.[1];
      if (channel === undefined) continue;
      try {
        const value = await numberIn(folder, file);
        if (value === undefined) continue;
        const component = `${chip} ${(await textIn(folder, `${channel}_label`)) ?? channel}`;
        readings.push({ metric, component, kind: 'gauge', value: value * scale });
      } catch (error) {
        fault(`${chip} ${channel}`, error);
      }
    }
  }
  return readings;
}
