import { isCountedMetric } from '../telemetry/events/event-metrics.js';
import type { CatalogueMetric } from '../telemetry/metric-catalogue.js';
import type { Direction } from './settings/detector-settings.js';

/**
 * What moves a metric while all is well.
 * - `demand`: what users ask of machines. It jumps when jobs start and end; idling is no fault.
 * - `carried`: what bears that load: power, heat, the air and water that take it away. It follows the jumps, both ways.
 * - `compound`: what load and weather move together, or what falls as the load rises, such as a COP or a time left.
 * - `held`: kept where it is by a control or by physics, such as a supply temperature or a voltage.
 */
export type MetricNature = 'demand' | 'carried' | 'compound' | 'held';

const natures: Partial<Record<CatalogueMetric, MetricNature>> = {
  'hw.gpu.utilization': 'demand',
  'hw.gpu.memory.usage': 'demand',
  'hw.gpu.memory.utilization': 'demand',
  'hw.gpu.power': 'demand',
  'hw.gpu.temperature': 'demand',

  'hw.host.power': 'carried',
  'hw.host.energy.rate': 'carried',
  'hw.host.outlet_temperature': 'carried',
  'hw.power': 'carried',
  'hw.energy.rate': 'carried',
  'hw.power_supply.usage': 'carried',
  'hw.power_supply.utilization': 'carried',
  'hw.fan.speed': 'carried',
  'hw.fan.speed_ratio': 'carried',
  'dc.rack.outlet_temperature': 'carried',
  'dc.rack.power': 'carried',
  'dc.rack.airflow': 'carried',
  'dc.pdu.power': 'carried',
  'dc.pdu.current': 'carried',
  'dc.pdu.energy.rate': 'carried',
  'dc.ups.input_power': 'carried',
  'dc.ups.output_power': 'carried',
  'dc.ups.load': 'carried',
  'dc.crah.return_temperature': 'carried',
  'dc.crah.fan_speed': 'carried',
  'dc.crah.fan_power': 'carried',
  'dc.crah.airflow': 'carried',
  'dc.crah.valve_position': 'carried',
  'dc.crah.filter_pressure_drop': 'carried',
  'dc.crah.cooling_power': 'carried',
  'dc.chiller.power': 'carried',
  'dc.chiller.cooling_power': 'carried',
  'dc.chiller.return_temperature': 'carried',
  'dc.chiller.flow': 'carried',
  'dc.pump.power': 'carried',
  'dc.tower.leaving_temperature': 'compound',
  'dc.tower.fan_speed': 'compound',
  'dc.tower.fan_power': 'compound',
  'dc.tower.water_flow': 'compound',
  'dc.chiller.cop': 'compound',
  'dc.ups.battery_time_left': 'compound',

  'dc.site.it_power': 'carried',
  'dc.site.power': 'carried',
  'dc.site.pue': 'compound',
};

/** The nature of a metric. All that an operating system reports is demand, and so is what people do; an unknown metric counts as held. */
export function metricNature(metric: string): MetricNature {
  if (metric.startsWith('system.') || isCountedMetric(metric)) return 'demand';
  return Object.hasOwn(natures, metric) ? (natures[metric as CatalogueMetric] ?? 'held') : 'held';
}

/** Residuals of which one side is good news alone: air that mixes less, a battery that lasts longer. */
const directions: Partial<Record<CatalogueMetric, Direction>> = {
  'dc.rack.inlet_mixing_residual': 'high',
  'dc.ups.battery_time_residual': 'low',
};

/** Where trouble lies with this metric, where no rule says otherwise. */
export function usualDirectionOf(metric: string): Direction {
  const known = Object.hasOwn(directions, metric) ? directions[metric as CatalogueMetric] : undefined;
  return known ?? usualDirection(metricNature(metric));
}

/** Where trouble lies with what moves like this: that users ask little of a machine is none. */
export function usualDirection(nature: MetricNature): Direction {
  return nature === 'demand' ? 'high' : 'both';
}
