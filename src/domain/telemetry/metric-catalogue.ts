/** How a metric is measured and shown. `min` and `max` bound what is physically plausible; a value outside is refused. */
export interface MetricDefinition {
  readonly title: string;
  /** UCUM. Ratios are 0..1 with unit `1`. */
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  /** A step below this, in the metric's unit, is never an anomaly by itself: the resolution that operators care about. */
  readonly resolution: number;
}

const ratio = (title: string): MetricDefinition => ({ title, unit: '1', min: 0, max: 1.5, resolution: 0.02 });
const celsius = (title: string): MetricDefinition => ({ title, unit: 'Cel', min: -60, max: 250, resolution: 0.5 });
const watts = (title: string, resolution: number): MetricDefinition => ({
  title,
  unit: 'W',
  min: -1e9,
  max: 1e9,
  resolution,
});

/** What is measured minus what physics expects; zero while all is well. */
const residual = (title: string, unit: string, resolution: number): MetricDefinition => ({ title, unit, resolution });

/**
 * Every metric that Plenum knows by name: OpenTelemetry's `hw.*` and `system.*` where a name exists, Plenum's own
 * `dc.*` where none does (PDU, UPS, CRAH, chiller, tower, rack, room, weather). Others are kept under their own names.
 */
export const metricCatalogue = {
  'system.cpu.utilization': ratio('CPU utilisation'),
  'system.memory.utilization': ratio('Memory utilisation'),
  'system.memory.usage': { title: 'Memory used', unit: 'By', min: 0, resolution: 64e6 },
  'system.filesystem.utilization': ratio('File system utilisation'),
  'system.disk.io.rate': { title: 'Disk throughput', unit: 'By/s', min: 0, resolution: 1e6 },
  'system.disk.operations.rate': { title: 'Disk operations', unit: '{operation}/s', min: 0, resolution: 10 },
  'system.disk.io_time.rate': ratio('Disk busy time'),
  'system.network.io.rate': { title: 'Network throughput', unit: 'By/s', min: 0, resolution: 1e5 },
  'system.network.errors.rate': { title: 'Network errors', unit: '{error}/s', min: 0, resolution: 1 },
  'system.network.packets.rate': { title: 'Network packets', unit: '{packet}/s', min: 0, resolution: 100 },
  'system.cpu.load_average.1m': { title: 'Load average, 1 minute', unit: '{thread}', min: 0, resolution: 0.5 },
  'system.paging.utilization': ratio('Swap utilisation'),
  'system.uptime': { title: 'Uptime', unit: 's', min: 0, resolution: 3600 },

  'hw.host.ambient_temperature': celsius('Inlet temperature'),
  'hw.host.outlet_temperature': celsius('Exhaust temperature'),
  'hw.host.heating_margin': celsius('Heating margin'),
  'hw.host.power': watts('Server power', 10),
  'hw.host.energy.rate': watts('Server power from energy counter', 10),
  'hw.temperature': celsius('Temperature'),
  'hw.fan.speed': { title: 'Fan speed', unit: 'rpm', min: 0, max: 100_000, resolution: 100 },
  'hw.fan.speed_ratio': ratio('Fan speed ratio'),
  'hw.power': watts('Power', 5),
  'hw.energy.rate': watts('Power from energy counter', 5),
  'hw.voltage': { title: 'Voltage', unit: 'V', min: -1e6, max: 1e6, resolution: 0.5 },
  'hw.power_supply.usage': watts('Power supply output', 10),
  'hw.power_supply.utilization': ratio('Power supply utilisation'),
  'hw.battery.charge': ratio('Battery charge'),
  'hw.battery.time_left': { title: 'Battery time left', unit: 's', min: 0, resolution: 30 },
  'hw.errors.rate': { title: 'Hardware errors', unit: '{error}/s', min: 0, resolution: 0.01 },
  'hw.status': { title: 'Status', unit: '1', resolution: 0.5 },
  'hw.gpu.utilization': ratio('GPU utilisation'),
  'hw.gpu.memory.usage': { title: 'GPU memory used', unit: 'By', min: 0, resolution: 64e6 },
  'hw.gpu.memory.utilization': ratio('GPU memory utilisation'),
  'hw.gpu.temperature': celsius('GPU temperature'),
  'hw.gpu.power': watts('GPU power', 5),
  'hw.gpu.speed': { title: 'GPU clock', unit: 'Hz', min: 0, max: 1e11, resolution: 30e6 },

  'dc.rack.inlet_temperature': celsius('Rack inlet temperature'),
  'dc.rack.outlet_temperature': celsius('Rack exhaust temperature'),
  'dc.rack.power': watts('Rack power', 50),
  'dc.rack.airflow': { title: 'Rack airflow', unit: 'm3/s', min: 0, resolution: 0.02 },

  'dc.pdu.power': watts('PDU power', 50),
  'dc.pdu.current': { title: 'PDU phase current', unit: 'A', min: 0, max: 10_000, resolution: 0.5 },
  'dc.pdu.voltage': { title: 'PDU phase voltage', unit: 'V', min: 0, max: 2_000, resolution: 1 },
  'dc.pdu.energy.rate': watts('PDU power from energy counter', 50),

  'dc.ups.input_power': watts('UPS input power', 200),
  'dc.ups.output_power': watts('UPS output power', 200),
  'dc.ups.load': ratio('UPS load'),
  'dc.ups.battery_charge': ratio('UPS battery charge'),
  'dc.ups.battery_time_left': { title: 'UPS battery time left', unit: 's', min: 0, resolution: 60 },
  'dc.ups.battery_voltage': { title: 'UPS battery voltage', unit: 'V', min: 0, max: 5_000, resolution: 0.5 },
  'dc.ups.input_voltage': { title: 'UPS input voltage', unit: 'V', min: 0, max: 50_000, resolution: 1 },
  'dc.ups.input_frequency': { title: 'UPS input frequency', unit: 'Hz', min: 0, max: 1_000, resolution: 0.05 },
  'dc.ups.output_voltage': { title: 'UPS output voltage', unit: 'V', min: 0, max: 50_000, resolution: 1 },
  'dc.ups.temperature': celsius('UPS temperature'),
  'dc.ups.on_battery': { title: 'UPS on battery', unit: '1', min: 0, max: 1, resolution: 0.5 },

  'dc.crah.supply_temperature': celsius('CRAH supply air temperature'),
  'dc.crah.return_temperature': celsius('CRAH return air temperature'),
  'dc.crah.supply_setpoint': celsius('CRAH supply air setpoint'),
  'dc.crah.fan_speed': ratio('CRAH fan speed'),
  'dc.crah.fan_power': watts('CRAH fan power', 50),
  'dc.crah.airflow': { title: 'CRAH airflow', unit: 'm3/s', min: 0, resolution: 0.1 },
  'dc.crah.valve_position': ratio('CRAH chilled water valve'),
  'dc.crah.filter_pressure_drop': { title: 'CRAH filter pressure drop', unit: 'Pa', min: 0, max: 5_000, resolution: 5 },
  'dc.crah.cooling_power': watts('CRAH heat removed', 500),

  'dc.chiller.power': watts('Chiller power', 500),
  'dc.chiller.cooling_power': watts('Chiller heat removed', 1_000),
  'dc.chiller.cop': { title: 'Chiller coefficient of performance', unit: '1', min: 0, max: 60, resolution: 0.2 },
  'dc.chiller.supply_temperature': celsius('Chilled water supply temperature'),
  'dc.chiller.return_temperature': celsius('Chilled water return temperature'),
  'dc.chiller.flow': { title: 'Chilled water flow', unit: 'm3/s', min: 0, resolution: 0.001 },
  'dc.pump.power': watts('Pump power', 50),
  'dc.tower.fan_speed': ratio('Cooling tower fan speed'),
  'dc.tower.fan_power': watts('Cooling tower fan power', 50),
  'dc.tower.leaving_temperature': celsius('Cooling tower leaving water temperature'),
  'dc.tower.water_flow': { title: 'Cooling tower make-up water', unit: 'm3/s', min: 0, resolution: 1e-5 },

  'dc.room.temperature': celsius('Room temperature'),
  'dc.room.humidity': ratio('Room relative humidity'),
  'dc.room.dew_point': celsius('Room dew point'),
  'dc.weather.temperature': celsius('Outdoor temperature'),
  'dc.weather.wet_bulb_temperature': celsius('Outdoor wet bulb temperature'),
  'dc.weather.humidity': ratio('Outdoor relative humidity'),

  // Below its threshold of 1 it says nothing; a device that is well is at about half of that.
  'dc.device.joint_deviation': { title: 'Deviation from its device class', unit: '1', min: 0, resolution: 0.6 },

  'dc.site.it_power': watts('IT power', 500),
  'dc.site.power': watts('Site power', 500),
  'dc.site.pue': { title: 'Power usage effectiveness', unit: '1', min: 0.5, max: 20, resolution: 0.01 },

  'dc.access.logins': { title: 'Logins', unit: '{login}', min: 0, resolution: 5 },
  'dc.access.login_failures': { title: 'Failed logins', unit: '{login}', min: 0, resolution: 4 },
  'dc.access.users_tried': { title: 'Users tried', unit: '{user}', min: 0, resolution: 3 },
  'dc.access.badges_granted': { title: 'Badges let in', unit: '{badge}', min: 0, resolution: 5 },
  'dc.access.badges_denied': { title: 'Badges refused', unit: '{badge}', min: 0, resolution: 2 },
  'dc.access.new_places': { title: 'Accesses at a new place', unit: '{access}', min: 0, resolution: 0.9 },
  'dc.access.odd_hours': { title: 'Accesses at an unusual hour', unit: '{access}', min: 0, resolution: 0.3 },
  'dc.network.flows': { title: 'Network flows', unit: '{flow}', min: 0, resolution: 20 },
  'dc.network.bytes': { title: 'Bytes of network flows', unit: 'By', min: 0, resolution: 1e6 },
  'dc.network.packets': { title: 'Packets of network flows', unit: '{packet}', min: 0, resolution: 1000 },

  'event.login.succeeded': { title: 'Login', unit: '{login}', min: 0, resolution: 1 },
  'event.login.failed': { title: 'Failed login', unit: '{login}', min: 0, resolution: 1 },
  'event.login.user': { title: 'Fingerprint of the user tried', unit: '1', min: 0, resolution: 1 },
  'event.badge.granted': { title: 'Badge let in', unit: '{badge}', min: 0, resolution: 1 },
  'event.badge.denied': { title: 'Badge refused', unit: '{badge}', min: 0, resolution: 1 },
  'event.access.place': { title: 'Fingerprint of the place', unit: '1', min: 0, resolution: 1 },
  'event.access.hour': { title: 'Access', unit: '{access}', min: 0, resolution: 1 },
  'event.flow.count': { title: 'Network flow', unit: '{flow}', min: 0, resolution: 1 },
  'event.flow.bytes': { title: 'Bytes of a network flow', unit: 'By', min: 0, resolution: 1 },
  'event.flow.packets': { title: 'Packets of a network flow', unit: '{packet}', min: 0, resolution: 1 },
  'dc.rack.temperature_rise_residual': residual('Rack temperature rise against its heat', 'K', 1),
  'dc.rack.inlet_mixing_residual': residual('Rack inlet against its usual mixing', 'K', 1),
  'dc.pdu.power_residual': residual('PDU power against its servers', 'W', 150),
  'dc.ups.loss_residual': residual('UPS loss against its curve', 'W', 100),
  'dc.ups.battery_time_residual': residual('UPS battery time against its curve', '1', 0.1),
  'dc.crah.supply_temperature_residual': residual('CRAH supply air against its setpoint', 'K', 0.5),
  'dc.crah.air_cooling_residual': residual('CRAH air cooling against its heat', 'K', 0.5),
  'dc.crah.filter_pressure_residual': residual('CRAH filter pressure against its airflow', 'Pa', 5),
  'dc.crah.airflow_residual': residual('CRAH airflow against its fan speed', 'm3/s', 0.02),
  'dc.crah.fan_speed_residual': residual('CRAH fan speed against the demand of its zone', '1', 0.05),
  'dc.chiller.power_residual': residual('Chiller power against its COP curve', 'W', 300),
  'dc.server.fan_speed_residual': residual('Server fan speed against power and inlet', 'rpm', 200),

  'plenum.received.rate': { title: 'Points taken in by a component', unit: '{point}/s', min: 0, resolution: 10_000 },
  'plenum.dropped.rate': { title: 'Items left out by a component', unit: '{item}/s', min: 0, resolution: 10 },
  'plenum.errors.rate': { title: 'Failures of a component', unit: '{error}/s', min: 0, resolution: 1 },
  'plenum.bus.lag': { title: 'Points waiting on the bus', unit: '{point}', min: 0, resolution: 100_000 },
  'plenum.series': { title: 'Series known', unit: '{series}', min: 0, resolution: 1_000 },
  'plenum.alerts.firing': { title: 'Alerts firing', unit: '{alert}', min: 0, resolution: 1_000 },
  'plenum.store.size': { title: 'Telemetry store on disk', unit: 'By', min: 0, resolution: 1e9 },
  'plenum.process.memory': { title: 'Memory of the process', unit: 'By', min: 0, resolution: 512e6 },
  'plenum.process.cpu': { title: 'CPU cores used by the process', unit: '1', min: 0, resolution: 0.5 },
  'plenum.process.event_loop_delay': { title: 'Event loop delay, 99th percentile', unit: 's', min: 0, resolution: 0.5 },
} as const satisfies Record<string, MetricDefinition>;

export type CatalogueMetric = keyof typeof metricCatalogue;

/** The definition of a metric by name; undefined for a metric that only its source knows. */
export function metricDefinition(metric: string): MetricDefinition | undefined {
  return Object.hasOwn(metricCatalogue, metric) ? metricCatalogue[metric as CatalogueMetric] : undefined;
}

/** Whether a metric is a difference from what physics expects, of either sign. */
export function isResidual(metric: string): boolean {
  return metric.endsWith('_residual');
}

/** Name of a metric for people; its technical name when the catalogue has none. */
export function metricTitle(metric: string): string {
  return metricDefinition(metric)?.title ?? metric;
}
