import { unitConversion } from '../../units.js';
import type { MetricRule, Vocabulary } from '../vocabulary.js';
import type { WireSeries } from '../../decoders/decoder.js';
import { temperatureMetric } from './sensor-place.js';

/** Telegraf's `ipmi_sensor`: one measurement for every sensor, told apart by the `unit` tag. */
export const telegrafIpmi = {
  ipmi_sensor: {
    identity: [['server']],
    component: '{name}',
    metrics: {
      value: sensorRule,
      status: { metric: 'hw.status' },
    },
  },
} as const satisfies Record<string, Vocabulary>;

function sensorRule({ labels }: WireSeries): MetricRule {
  const stated = labels.get('unit') ?? '';
  const name = labels.get('name') ?? '';
  return { metric: sensorMetric(unitConversion(stated)?.unit, name), unit: stated };
}

function sensorMetric(unit: string | undefined, sensorName: string): string {
  switch (unit) {
    case 'Cel':
      return temperatureMetric(sensorName);
    case 'rpm':
      return 'hw.fan.speed';
    case 'W':
      return 'hw.power';
    case 'V':
      return 'hw.voltage';
    case '1':
      return /fan/i.test(sensorName) ? 'hw.fan.speed_ratio' : 'ipmi_sensor';
    case undefined:
    default:
      return 'ipmi_sensor';
  }
}
