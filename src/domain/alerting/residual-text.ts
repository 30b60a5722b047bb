import type { CatalogueMetric } from '../telemetry/metric-catalogue.js';
import { formatQuantity, type Measure } from './quantity.js';

/** How a residual is told: `{place} reads 1200 W more than its servers draw`. */
interface ResidualWording {
  readonly more: (amount: string) => string;
  readonly less: (amount: string) => string;
  /** What the difference is a difference of. */
  readonly measure: Measure;
}

const kelvin = (metric: CatalogueMetric): Measure => ({ metric, unit: 'K' });
const ratio: Measure = { metric: 'dc.crah.fan_speed', unit: '1' };

const wordings: Partial<Record<CatalogueMetric, ResidualWording>> = {
  'dc.rack.temperature_rise_residual': {
    more: (amount) => `warms its air ${amount} more than its power and airflow explain`,
    less: (amount) => `warms its air ${amount} less than its power and airflow explain`,
    measure: kelvin('dc.rack.temperature_rise_residual'),
  },
  'dc.rack.inlet_mixing_residual': {
    more: (amount) => `breathes in more exhaust than usual: its inlet is ${amount} warmer for it`,
    less: (amount) => `breathes in less exhaust than usual: its inlet is ${amount} cooler for it`,
    measure: kelvin('dc.rack.inlet_mixing_residual'),
  },
  'dc.pdu.power_residual': {
    more: (amount) => `reads ${amount} more than its servers draw`,
    less: (amount) => `reads ${amount} less than its servers draw`,
    measure: { metric: 'dc.pdu.power', unit: 'W' },
  },
  'dc.ups.loss_residual': {
    more: (amount) => `loses ${amount} more than at this load`,
    less: (amount) => `loses ${amount} less than at this load`,
    measure: { metric: 'dc.ups.loss_residual', unit: 'W' },
  },
  'dc.ups.battery_time_residual': {
    more: (amount) => `would run ${amount} longer on battery than its load allows`,
    less: (amount) => `would run ${amount} shorter on battery than its load allows`,
    measure: ratio,
  },
  'dc.crah.supply_temperature_residual': {
    more: (amount) => `supplies air ${amount} above its setpoint`,
    less: (amount) => `supplies air ${amount} below its setpoint`,
    measure: kelvin('dc.crah.supply_temperature_residual'),
  },
  'dc.crah.air_cooling_residual': {
    more: (amount) => `cools its air ${amount} more than the heat that its coil takes`,
    less: (amount) => `cools its air ${amount} less than the heat that its coil takes`,
    measure: kelvin('dc.crah.air_cooling_residual'),
  },
  'dc.crah.filter_pressure_residual': {
    more: (amount) => `loses ${amount} more over its filter than at this airflow`,
    less: (amount) => `loses ${amount} less over its filter than at this airflow`,
    measure: { metric: 'dc.crah.filter_pressure_drop', unit: 'Pa' },
  },
  'dc.crah.airflow_residual': {
    more: (amount) => `moves ${amount} more air than at this fan speed`,
    less: (amount) => `moves ${amount} less air than at this fan speed`,
    measure: { metric: 'dc.crah.airflow_residual', unit: 'm3/s' },
  },
  'dc.crah.fan_speed_residual': {
    more: (amount) => `turns its fan ${amount} faster than its racks take air`,
    less: (amount) => `turns its fan ${amount} slower than its racks take air`,
    measure: ratio,
  },
  'dc.chiller.power_residual': {
    more: (amount) => `draws ${amount} more than its COP curve allows`,
    less: (amount) => `draws ${amount} less than its COP curve allows`,
    measure: { metric: 'dc.chiller.power_residual', unit: 'W' },
  },
  'dc.server.fan_speed_residual': {
    more: (amount) => `turns its fans ${amount} faster than power and inlet explain`,
    less: (amount) => `turns its fans ${amount} slower than power and inlet explain`,
    measure: { metric: 'hw.fan.speed', unit: 'rpm' },
  },
};

/** What a residual says of its thing; undefined for other metrics. */
export function residualText(
  metric: string,
  seen: { readonly value: number; readonly expected: number },
): string | undefined {
  const wording = Object.hasOwn(wordings, metric) ? wordings[metric as CatalogueMetric] : undefined;
  if (!wording) return undefined;
  const difference = seen.value - seen.expected;
  const amount = formatQuantity(Math.abs(difference), wording.measure);
  return difference < 0 ? wording.less(amount) : wording.more(amount);
}
