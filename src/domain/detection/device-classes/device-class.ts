import type { CatalogueMetric } from '../../telemetry/metric-catalogue.js';

/** Devices that are alike enough to share one model, and the metrics by which they are judged together. */
export interface DeviceClass {
  readonly name: string;
  /** Kind of its assets. */
  readonly kind: string;
  /** A device of the kind is of the first class whose mark it reports. */
  readonly mark: CatalogueMetric;
  /** Those that the site does not have are left out. Components (fans, phases, GPUs) count by their mean. */
  readonly metrics: readonly CatalogueMetric[];
}

const hostMetrics = [
  'system.cpu.utilization',
  'hw.host.power',
  'hw.fan.speed',
  'hw.host.ambient_temperature',
  'hw.host.outlet_temperature',
] as const satisfies readonly CatalogueMetric[];

/** Every class that is watched; setpoints and states are left out: their jumps are decisions, not signs. */
export const deviceClasses: readonly DeviceClass[] = [
  {
    name: 'gpu',
    kind: 'server',
    mark: 'hw.gpu.power',
    metrics: [...hostMetrics, 'hw.gpu.utilization', 'hw.gpu.power', 'hw.gpu.temperature', 'hw.gpu.memory.utilization'],
  },
  { name: 'server', kind: 'server', mark: 'hw.host.power', metrics: hostMetrics },
  {
    name: 'crah',
    kind: 'crah',
    mark: 'dc.crah.fan_speed',
    metrics: [
      'dc.crah.supply_temperature',
      'dc.crah.return_temperature',
      'dc.crah.fan_speed',
      'dc.crah.fan_power',
      'dc.crah.airflow',
      'dc.crah.valve_position',
      'dc.crah.filter_pressure_drop',
      'dc.crah.cooling_power',
    ],
  },
  { name: 'pdu', kind: 'pdu', mark: 'dc.pdu.power', metrics: ['dc.pdu.power', 'dc.pdu.current', 'dc.pdu.voltage'] },
  {
    name: 'ups',
    kind: 'ups',
    mark: 'dc.ups.output_power',
    metrics: [
      'dc.ups.input_power',
      'dc.ups.output_power',
      'dc.ups.load',
      'dc.ups.battery_voltage',
      'dc.ups.battery_time_left',
      'dc.ups.temperature',
    ],
  },
  {
    name: 'chiller',
    kind: 'chiller',
    mark: 'dc.chiller.power',
    metrics: [
      'dc.chiller.power',
      'dc.chiller.cooling_power',
      'dc.chiller.cop',
      'dc.chiller.supply_temperature',
      'dc.chiller.return_temperature',
      'dc.chiller.flow',
    ],
  },
];

/** The class of an asset of this kind that reports these metrics; undefined when it is of none. */
export function classOf(kind: string, metrics: ReadonlySet<string>): DeviceClass | undefined {
  return deviceClasses.find((each) => each.kind === kind && metrics.has(each.mark));
}
