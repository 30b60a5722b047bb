import type { Vocabulary } from '../vocabulary.js';
import { temperatureMetric } from './sensor-place.js';

/** The metric ids of iDRAC telemetry reports. The context is the sensor, written in one word: `SystemBoardInletTemp`. */
export const dellIdrac = {
  idrac: {
    identity: [['host']],
    component: '{context}',
    metrics: {
      TemperatureReading: ({ labels }) => ({
        metric: temperatureMetric(words(labels.get('context') ?? '')),
        unit: 'Cel',
      }),
      RPMReading: { metric: 'hw.fan.speed', unit: 'rpm' },
      VoltageReading: { metric: 'hw.voltage', unit: 'V' },
      WattsReading: { metric: 'hw.power', unit: 'W' },
      SystemInputPower: { metric: 'hw.host.power', unit: 'W', component: '' },
      CPUUsage: { metric: 'system.cpu.utilization', unit: '%', component: '' },
      MemoryUsage: { metric: 'system.memory.utilization', unit: '%', component: '' },
    },
  },
} as const satisfies Record<string, Vocabulary>;

function words(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1 $2');
}
