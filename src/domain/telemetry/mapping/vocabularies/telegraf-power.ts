import type { Vocabulary } from '../vocabulary.js';

/** The UPS itself; Telegraf's own `host` is only where the daemon runs. */
const identity = [['ups_name', 'serial']];

/** What both daemons report alike. */
const common = {
  load_percent: { metric: 'dc.ups.load', unit: '%' },
  battery_charge_percent: { metric: 'dc.ups.battery_charge', unit: '%' },
  battery_voltage: { metric: 'dc.ups.battery_voltage', unit: 'V' },
  input_voltage: { metric: 'dc.ups.input_voltage', unit: 'V' },
  input_frequency: { metric: 'dc.ups.input_frequency', unit: 'Hz' },
  output_voltage: { metric: 'dc.ups.output_voltage', unit: 'V' },
  internal_temp: { metric: 'dc.ups.temperature', unit: 'Cel' },
  real_power: { metric: 'dc.ups.output_power', unit: 'W' },
} as const;

/** UPSs through Network UPS Tools (`upsd`, time left in nanoseconds) and apcupsd (minutes), and SNMP's own uptime. */
export const telegrafPower = {
  upsd: {
    identity,
    component: '',
    metrics: { ...common, time_left_ns: { metric: 'dc.ups.battery_time_left', unit: 'ns' } },
  },
  apcupsd: {
    identity,
    component: '',
    metrics: {
      ...common,
      time_left_minutes: { metric: 'dc.ups.battery_time_left', unit: 'min' },
      time_left_ns: { metric: 'dc.ups.battery_time_left', unit: 'ns' },
      time_on_battery_ns: { metric: 'apcupsd.time_on_battery', unit: 'ns' },
    },
  },
} as const satisfies Record<string, Vocabulary>;
