import type { Vocabulary } from '../vocabulary.js';
import { temperatureMetric } from './sensor-place.js';

/** Prometheus' ipmi_exporter. `id` tells sensors of one name apart. */
export const ipmiExporter: Vocabulary = {
  component: '{name} {id}',
  metrics: {
    ipmi_temperature_celsius: ({ labels }) => ({ metric: temperatureMetric(labels.get('name') ?? ''), unit: 'Cel' }),
    ipmi_fan_speed_rpm: { metric: 'hw.fan.speed', unit: 'rpm' },
    ipmi_fan_speed_ratio: { metric: 'hw.fan.speed_ratio', unit: '1' },
    ipmi_power_watts: { metric: 'hw.power', unit: 'W' },
    ipmi_voltage_volts: { metric: 'hw.voltage', unit: 'V' },
    ipmi_dcmi_power_consumption_watts: { metric: 'hw.host.power', unit: 'W', component: '' },
  },
};
