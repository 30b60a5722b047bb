import type { CatalogueMetric } from '../../telemetry/metric-catalogue.js';

/** What is forecast: what users ask for, what that draws, how warm it gets, and what it takes to cool it. */
export type ForecastKind = 'load' | 'power' | 'temperature' | 'cooling';

/** How the members of a rack, row, hall or site are taken together. */
export type Joining = 'sum' | 'mean';

export interface Forecastable {
  readonly kind: ForecastKind;
  readonly joining: Joining;
}

const load: Forecastable = { kind: 'load', joining: 'mean' };
const traffic: Forecastable = { kind: 'load', joining: 'sum' };
const power: Forecastable = { kind: 'power', joining: 'sum' };
const temperature: Forecastable = { kind: 'temperature', joining: 'mean' };
const cooling: Forecastable = { kind: 'cooling', joining: 'sum' };
const coolingRatio: Forecastable = { kind: 'cooling', joining: 'mean' };

/** Setpoints, states, counts of events and residuals are left out: they say nothing of what is coming. */
const forecastables: Partial<Record<CatalogueMetric, Forecastable>> = {
  'system.cpu.utilization': load,
  'system.memory.utilization': load,
  'system.network.io.rate': traffic,
  'hw.gpu.utilization': load,
  'hw.gpu.memory.utilization': load,

  'hw.host.power': power,
  'hw.gpu.power': power,
  'dc.rack.power': power,
  'dc.pdu.power': power,
  'dc.ups.input_power': power,
  'dc.ups.output_power': power,
  'dc.ups.load': { kind: 'power', joining: 'mean' },
  'dc.site.it_power': power,
  'dc.site.power': power,

  'hw.host.ambient_temperature': temperature,
  'hw.host.outlet_temperature': temperature,
  'hw.gpu.temperature': temperature,
  'dc.rack.inlet_temperature': temperature,
  'dc.rack.outlet_temperature': temperature,
  'dc.crah.return_temperature': temperature,
  'dc.room.temperature': temperature,
  'dc.weather.temperature': temperature,
  'dc.weather.wet_bulb_temperature': temperature,

  'dc.crah.cooling_power': cooling,
  'dc.crah.fan_power': cooling,
  'dc.crah.fan_speed': coolingRatio,
  'dc.crah.valve_position': coolingRatio,
  'dc.chiller.power': cooling,
  'dc.chiller.cooling_power': cooling,
  'dc.tower.fan_power': cooling,
  'dc.pump.power': cooling,
};

/** Undefined for a metric that is not forecast. */
export function forecastableOf(metric: string): Forecastable | undefined {
  return Object.hasOwn(forecastables, metric) ? forecastables[metric as CatalogueMetric] : undefined;
}
