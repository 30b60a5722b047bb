import type { Vocabulary } from '../vocabulary.js';
import { temperatureMetric } from './sensor-place.js';

/** The polled server; Telegraf's own `host` counts only where neither is there. */
const identity = [['source', 'address']];
/** Names repeat among members (every supply is a "Power Supply Bay"), numbers alone say nothing. */
const component = '{name} {member_id}';

/** Telegraf's `redfish` plug-in. A sensor with `state=Disabled` sends thresholds and no reading; that is no fault. */
export const telegrafRedfish = {
  redfish_thermal_temperatures: {
    identity,
    component,
    thresholdsOf: ['reading_celsius'],
    metrics: {
      reading_celsius: ({ labels }) => ({ metric: temperatureMetric(labels.get('name') ?? ''), unit: 'Cel' }),
    },
  },
  redfish_thermal_fans: {
    identity,
    component,
    thresholdsOf: ['reading_rpm', 'reading_percent'],
    metrics: {
      reading_rpm: { metric: 'hw.fan.speed', unit: 'rpm' },
      reading_percent: { metric: 'hw.fan.speed_ratio', unit: '%' },
    },
  },
  redfish_power_powersupplies: {
    identity,
    component,
    metrics: {
      last_power_output_watts: { metric: 'hw.power_supply.usage', unit: 'W' },
      power_input_watts: { metric: 'hw.power', unit: 'W' },
      power_capacity_watts: { metric: 'hw.power_supply.limit', unit: 'W' },
      line_input_voltage: { metric: 'hw.voltage', unit: 'V' },
    },
  },
  redfish_power_powercontrol: {
    identity,
    component: '{member_id}',
    whole: { member_id: '0' },
    metrics: {
      power_consumed_watts: { metric: 'hw.host.power', unit: 'W' },
      average_consumed_watts: { metric: 'redfish.power_average', unit: 'W' },
      min_consumed_watts: { metric: 'redfish.power_minimum', unit: 'W' },
      max_consumed_watts: { metric: 'redfish.power_maximum', unit: 'W' },
      power_capacity_watts: { metric: 'hw.host.power.limit', unit: 'W' },
      power_requested_watts: { metric: 'redfish.power_requested', unit: 'W' },
      power_available_watts: { metric: 'redfish.power_available', unit: 'W' },
    },
  },
  redfish_power_voltages: {
    identity,
    component,
    thresholdsOf: ['reading_volts'],
    metrics: { reading_volts: { metric: 'hw.voltage', unit: 'V' } },
  },
} as const satisfies Record<string, Vocabulary>;
