import { describe, expect, it } from '@jest/globals';
import { AliasTable } from '../../assets/alias-table.js';
import type { WireSeries } from '../decoders/decoder.js';
import { DeviceDiscovery } from '../device-discovery.js';
import { SeriesRegistry } from '../series-registry.js';
import { TelemetryMapper } from './telemetry-mapper.js';

function aMapper({ maxSeries = 1000, aliases = {} }: { maxSeries?: number; aliases?: Record<string, string> } = {}) {
  const registry = new SeriesRegistry();
  const table = new AliasTable();
  for (const [alias, assetId] of Object.entries(aliases)) table.add(alias, assetId);
  const discovery = new DeviceDiscovery();
  const mapper = new TelemetryMapper(registry, table, discovery, { maxSeries });
  /** `asset|metric|component = value unit` of wire value 1, or why there is none. */
  const read = (wire: WireSeries, value = 1): string => {
    const mapping = mapper.map(wire);
    if (mapping.kind === 'rejected') return `${mapping.code}: ${mapping.message}`;
    if (mapping.kind === 'skipped') return `skipped: ${mapping.reason}`;
    if (mapping.kind === 'limit') return `limit: ${mapping.notice(value, 0, () => undefined)}`;
    const series = registry.byId(mapping.seriesId)!;
    const converted = Number((value * mapping.scale + mapping.offset).toPrecision(9));
    return `${series.assetId}|${series.metric}|${series.component} = ${converted} ${series.unit}`.trim();
  };
  return { mapper, read, registry, discovery };
}

type Labels = Record<string, string>;
const wire = (
  format: WireSeries['format'],
  name: string,
  labels: Labels,
  rest: Partial<WireSeries> = {},
): WireSeries => ({
  format,
  name,
  field: '',
  labels: new Map(Object.entries(labels)),
  unit: undefined,
  counter: 'none',
  ...rest,
});
const influx = (name: string, labels: Labels, field: string) => wire('influx', name, labels, { field });
const prometheus = (name: string, labels: Labels) => wire('prometheus', name, { __name__: name, ...labels });
const otlp = (name: string, labels: Labels, rest: Partial<WireSeries> = {}) => wire('otlp', name, labels, rest);

describe('a Telegraf agent', () => {
  const { read } = aMapper();

  it.each([
    ['cpu', { cpu: 'cpu-total', host: 'loaner' }, 'usage_active', 50, 'loaner|system.cpu.utilization| = 0.5 1'],
    ['cpu', { cpu: 'cpu-total', host: 'loaner' }, 'usage_idle', 80, 'loaner|system.cpu.utilization| = 0.2 1'],
    ['cpu', { cpu: 'cpu3', host: 'loaner' }, 'usage_active', 50, 'loaner|system.cpu.utilization|cpu3 = 0.5 1'],
    ['mem', { host: 'loaner' }, 'used_percent', 25, 'loaner|system.memory.utilization| = 0.25 1'],
    ['mem', {}, 'used_percent', 25, 'mem|system.memory.utilization| = 0.25 1'],
    ['disk', { host: 'l', path: '/var' }, 'used_percent', 25, 'l|system.filesystem.utilization|/var = 0.25 1'],
    ['diskio', { host: 'l', name: 'sda' }, 'read_bytes', 9, 'l|system.disk.io.rate|sda read = 9 By/s'],
    ['diskio', { host: 'l', name: 'sda' }, 'writes', 9, 'l|system.disk.operations.rate|sda write = 9 {operation}/s'],
    ['diskio', { host: 'l', name: 'sda' }, 'io_time', 9, 'l|system.disk.io_time.rate|sda = 0.009 1'],
    ['net', { host: 'l', interface: 'eth0' }, 'bytes_recv', 9, 'l|system.network.io.rate|eth0 receive = 9 By/s'],
    ['net', { host: 'l', interface: 'eth0' }, 'err_out', 9, 'l|system.network.errors.rate|eth0 transmit = 9 {error}/s'],
    ['system', { host: 'l' }, 'load1', 2, 'l|system.cpu.load_average.1m| = 2 {thread}'],
    ['system', { host: 'l' }, 'uptime', 2, 'l|system.uptime| = 2 s'],
    ['swap', { host: 'l' }, 'used_percent', 50, 'l|system.paging.utilization| = 0.5 1'],
    ['temp', { host: 'l', sensor: 'coretemp_0' }, 'temp', 50, 'l|hw.temperature|coretemp_0 = 50 Cel'],
    ['docker', { host: 'raynor' }, 'n_images', 660, 'raynor|docker.n_images| = 660'],
    ['weird', { host: 'l', zone: 'b', bay: '1' }, 'flow', 3, 'l|weird.flow|bay=1,zone=b = 3'],
    ['probe', { host: 'l' }, 'inlet_celsius', 30, 'l|probe.inlet_celsius| = 30 Cel'],
    ['probe', { host: 'l' }, 'fill_percent', 30, 'l|probe.fill_percent| = 0.3 1'],
    ['probe', { host: 'l' }, 'latency_ms', 30, 'l|probe.latency_ms| = 0.03 s'],
    ['probe', { host: 'l' }, 'queue_min', 30, 'l|probe.queue_min| = 30'],
  ])('%s %j %s = %d becomes %4$s', (name, labels, field, value, expected) => {
    expect(read(influx(name, labels as unknown as Labels, field), value)).toBe(expected);
  });
});

describe('devices polled by a Telegraf that runs elsewhere', () => {
  const { read } = aMapper();
  const host = 'telegraf-agent';
  const redfish = { host, source: 'web483', address: '127.0.0.1', row: 'North', rack: 'WEB43', member_id: '2' };
  const ups = { host, serial: 'AS1231515', ups_name: 'name1' };

  it.each([
    [
      'redfish_thermal_temperatures',
      { ...redfish, name: 'Chassis Intake Temp' },
      'reading_celsius',
      25,
      'web483|hw.host.ambient_temperature|Chassis Intake Temp 2 = 25 Cel',
    ],
    [
      'redfish_thermal_temperatures',
      { ...redfish, name: 'Exhaust Temp' },
      'reading_celsius',
      25,
      'web483|hw.host.outlet_temperature|Exhaust Temp 2 = 25 Cel',
    ],
    [
      'redfish_thermal_temperatures',
      { ...redfish, name: 'CPU1 Temp' },
      'reading_celsius',
      25,
      'web483|hw.temperature|CPU1 Temp 2 = 25 Cel',
    ],
    [
      'redfish_thermal_fans',
      { ...redfish, name: 'BaseBoard System Fan' },
      'reading_rpm',
      2100,
      'web483|hw.fan.speed|BaseBoard System Fan 2 = 2100 rpm',
    ],
    [
      'redfish_power_powersupplies',
      { ...redfish, name: 'Bay' },
      'last_power_output_watts',
      325,
      'web483|hw.power_supply.usage|Bay 2 = 325 W',
    ],
    [
      'redfish_power_powercontrol',
      { ...redfish, member_id: '0' },
      'power_consumed_watts',
      325,
      'web483|hw.host.power| = 325 W',
    ],
    [
      'redfish_thermal_temperatures',
      { ...redfish, name: 'CPU1 Temp' },
      'upper_threshold_critical',
      40,
      'skipped: device_threshold',
    ],
    [
      'ipmi_sensor',
      { host, server: '10.20.2.203', name: 'power_supply_1', unit: 'watts' },
      'value',
      110,
      '10.20.2.203|hw.power|power_supply_1 = 110 W',
    ],
    [
      'ipmi_sensor',
      { host, server: '10.20.2.203', name: 'inlet_temp', unit: 'degrees_c' },
      'value',
      22,
      '10.20.2.203|hw.host.ambient_temperature|inlet_temp = 22 Cel',
    ],
    [
      'ipmi_sensor',
      { entity_id: '7.1', name: 'fan_1', unit: 'percent' },
      'value',
      43.12,
      '7.1|hw.fan.speed_ratio|fan_1 = 0.4312 1',
    ],
    [
      'ipmi_sensor',
      { server: 's', name: 'pump', unit: 'parsec' },
      'value',
      1,
      'unknown_unit: The unit "parsec" of ipmi_sensor is unknown; send it in UCUM, such as Cel, W, By, s or 1.',
    ],
    ['upsd', ups, 'load_percent', 9.7, 'name1|dc.ups.load| = 0.097 1'],
    ['upsd', ups, 'time_left_ns', 9_800_000, 'name1|dc.ups.battery_time_left| = 0.0098 s'],
    ['apcupsd', ups, 'time_left_minutes', 98, 'name1|dc.ups.battery_time_left| = 5880 s'],
    [
      'nvidia_smi',
      { host: '8218cf', index: '0', uuid: 'GPU-823', pstate: 'P2' },
      'memory_used',
      549,
      '8218cf|hw.gpu.memory.usage|gpu-0 = 575668224 By',
    ],
    [
      'powerstat_package',
      { host: 'ubuntu', package_id: '0' },
      'current_power_consumption_watts',
      35,
      'ubuntu|hw.power|package-0 = 35 W',
    ],
    [
      'snmp',
      { host, agent_host: '127.0.0.1', sysName: 'example.org' },
      'uptime',
      113319.74,
      '127.0.0.1|system.uptime| = 113319.74 s',
    ],
    [
      'rpdu',
      { host, agent_host: 'pdu-a', phase: '1' },
      'rPDU2PhaseStatusCurrent',
      163,
      'pdu-a|dc.pdu.current|phase=1 = 16.3 A',
    ],
    ['rpdu', { host, agent_host: 'pdu-a' }, 'rPDU2DeviceStatusPower', 12, 'pdu-a|dc.pdu.power| = 120 W'],
    ['rpdu', { host, agent_host: 'pdu-a' }, 'rPDU2DeviceStatusEnergy', 1, 'pdu-a|dc.pdu.energy.rate| = 360000 W'],
  ])('%s %j %s = %d becomes %4$s', (name, labels, field, value, expected) => {
    expect(read(influx(name, labels as unknown as Labels, field), value)).toBe(expected);
  });

  it('keeps the series of a sensor whose health changes', () => {
    const sensor = { source: 'web483', name: 'CPU1 Temp', member_id: '1' };
    const { mapper } = aMapper();
    const ok = mapper.map(influx('redfish_thermal_temperatures', { ...sensor, health: 'OK' }, 'reading_celsius'));
    const ill = mapper.map(
      influx('redfish_thermal_temperatures', { ...sensor, health: 'Critical' }, 'reading_celsius'),
    );
    expect(ill).toEqual(ok);
  });

  it('knows -1 of an APC for what the model cannot measure', () => {
    const { mapper } = aMapper();
    expect(mapper.map(influx('rpdu', { agent_host: 'pdu-a' }, 'rPDU2DeviceStatusPower'))).toMatchObject({ blank: -1 });
  });
});

describe('a generic InfluxDB client', () => {
  const { read } = aMapper();

  it('needs no host tag: the first tag names the device, the others the component', () => {
    expect(read(influx('m', { tag: 'x' }, 'f'))).toBe('x|m.f| = 1');
    expect(read(influx('m', { zone: 'north', line: '7' }, 'f'))).toBe('7|m.f|zone=north = 1');
    expect(read(influx('m', {}, 'value'))).toBe('m|m| = 1');
  });

  it('may state the unit in a tag, of all fields of the line', () => {
    expect(read(influx('pump', { host: 'a', unit: 'kW' }, 'draw'), 2)).toBe('a|pump.draw| = 2000 W');
    expect(read(influx('pump', { host: 'a', unit: 'parsec' }, 'draw'))).toMatch(/^unknown_unit: The unit "parsec"/);
    expect(read(influx('slot', { host: 'a', unit: '12' }, 'fill'))).toBe('a|slot.fill|unit=12 = 1');
  });

  it('never has two series fall together, such as those of a gateway that speaks for many racks', () => {
    expect(read(influx('m', { host: 'gw', rack: '1' }, 'f'))).toBe('gw|m.f|rack=1 = 1');
    expect(read(influx('m', { host: 'gw', rack: '2' }, 'f'))).toBe('gw|m.f|rack=2 = 1');
  });

  it('uses the names and units of the catalogue when it writes them', () => {
    expect(read(influx('dc.rack.inlet_temperature', { asset: 'rack-1' }, 'value'), 21)).toBe(
      'rack-1|dc.rack.inlet_temperature| = 21 Cel',
    );
  });
});

describe('Prometheus exporters', () => {
  const { read } = aMapper();
  const gpu = { gpu: '0', UUID: 'GPU-1', device: 'nvidia0', modelName: 'H100', Hostname: 'srv-9', instance: 'x:9400' };
  const node = { instance: 'srv-1:9100', job: 'node' };

  it.each([
    ['DCGM_FI_DEV_GPU_TEMP', gpu, 53, 'srv-9|hw.gpu.temperature|gpu-0 = 53 Cel'],
    ['DCGM_FI_DEV_MEMORY_TEMP', gpu, 53, 'srv-9|hw.temperature|gpu-0 memory = 53 Cel'],
    ['DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', gpu, 53, 'srv-9|hw.energy.rate|gpu-0 = 0.053 W'],
    ['DCGM_FI_DEV_GPU_UTIL', gpu, 53, 'srv-9|hw.gpu.utilization|gpu-0 = 0.53 1'],
    ['DCGM_FI_DEV_FB_USED', gpu, 1, 'srv-9|hw.gpu.memory.usage|gpu-0 = 1048576 By'],
    ['DCGM_FI_DEV_SM_CLOCK', gpu, 1, 'srv-9|hw.gpu.speed|gpu-0 = 1000000 Hz'],
    ['DCGM_FI_DEV_XID_ERRORS', gpu, 31, 'srv-9|DCGM_FI_DEV_XID_ERRORS|gpu-0 = 31'],
    ['node_cpu_seconds_total', { ...node, cpu: '3', mode: 'idle' }, 0.25, 'srv-1|system.cpu.utilization|cpu3 = 0.75 1'],
    [
      'node_cpu_seconds_total',
      { ...node, cpu: '3', mode: 'user' },
      0.25,
      'srv-1|node_cpu_seconds_total.rate|cpu=3,mode=user = 0.25 1',
    ],
    [
      'node_network_receive_bytes_total',
      { ...node, device: 'eth0' },
      9,
      'srv-1|system.network.io.rate|eth0 receive = 9 By/s',
    ],
    ['node_rapl_package_joules_total', { ...node, index: '0' }, 9, 'srv-1|hw.energy.rate|package-0 = 9 W'],
    ['node_hwmon_temp_celsius', { ...node, chip: 'c', sensor: 'temp1' }, 40, 'srv-1|hw.temperature|c temp1 = 40 Cel'],
    [
      'ipmi_temperature_celsius',
      { ...node, name: 'Inlet Temp', id: '4' },
      22,
      'srv-1|hw.host.ambient_temperature|Inlet Temp 4 = 22 Cel',
    ],
    ['kepler_node_cpu_watts', { node_name: 'k1', zone: 'package' }, 80, 'k1|hw.power|cpu package = 80 W'],
    ['kepler_node_cpu_joules_total', { instance: 'k1:1', zone: 'dram' }, 80, 'k1|hw.energy.rate|cpu dram = 80 W'],
    ['kepler_pod_cpu_watts', { node: 'k1', pod_name: 'p' }, 8, 'k1|kepler_pod_cpu_watts|pod_name=p = 8 W'],
    [
      'http_requests_total',
      { instance: '[::1]:80', code: '200' },
      8,
      '::1|http_requests_total.rate|code=200,instance=[::1]:80 = 8 1/s',
    ],
    ['up', {}, 1, 'missing_identity: up names no host: add a host, instance or asset label.'],
  ])('%s %j = %d becomes %3$s', (name, labels, value, expected) => {
    expect(read(prometheus(name, labels as unknown as Labels), value)).toBe(expected);
  });
});

describe('two exporters on one host', () => {
  it('keep apart the metrics that every exporter has', () => {
    const { read } = aMapper();
    const seen = ['srv-1:9100', 'srv-1:9256'].map((instance) => read(prometheus('process_open_fds', { instance })));
    expect(seen).toEqual([
      'srv-1|process_open_fds|instance=srv-1:9100 = 1',
      'srv-1|process_open_fds|instance=srv-1:9256 = 1',
    ]);
  });
});

describe('OpenTelemetry', () => {
  const { read } = aMapper();
  const host = { 'host.name': 'srv-r12-u07', 'host.id': '42', 'os.type': 'linux' };

  it('keeps the names of the conventions, with hw.id as the component', () => {
    const core = { ...host, 'hw.id': 'core-1', 'hw.sensor_location': 'CPU0' };
    expect(read(otlp('hw.temperature', core, { unit: 'Cel' }), 24.5)).toBe(
      'srv-r12-u07|hw.temperature|core-1 = 24.5 Cel',
    );
    expect(read(otlp('hw.energy', host, { unit: 'J', counter: 'cumulative' }))).toBe(
      'srv-r12-u07|hw.energy.rate| = 1 W',
    );
    expect(read(otlp('system.cpu.utilization', { ...host, state: 'idle' }, { unit: '1' }))).toBe(
      'srv-r12-u07|system.cpu.utilization|state=idle = 1 1',
    );
    expect(read(otlp('system.memory.usage', { ...host, state: 'used' }, { unit: 'By' }))).toBe(
      'srv-r12-u07|system.memory.usage| = 1 By',
    );
  });

  it('refuses a unit that does not measure the metric', () => {
    expect(read(otlp('hw.temperature', { ...host, 'hw.id': 'a' }, { unit: 'W' }))).toBe(
      'unknown_unit: The unit "W" of hw.temperature does not fit hw.temperature, which is measured in Cel.',
    );
  });

  it('takes a service for the device when no host is named, and refuses what names neither', () => {
    expect(read(otlp('queue.depth', { 'service.name': 'billing' }))).toBe('billing|queue.depth| = 1');
    expect(read(otlp('queue.depth', {}))).toMatch(/^missing_identity/);
  });
});

describe('Plenum JSON', () => {
  it('is taken as it says', () => {
    const labels = { asset: 'crah-1', component: 'fan-2' };
    expect(aMapper().read(wire('plenum', 'dc.crah.fan_speed', labels, { unit: '%' }), 60)).toBe(
      'crah-1|dc.crah.fan_speed|fan-2 = 0.6 1',
    );
  });
});

describe('host identity', () => {
  it("is whichever of a device's names the site model knows", () => {
    const { read } = aMapper({ aliases: { as1231515: 'ups-a', 'srv-1': 'srv-1', '10.0.0.7': 'crah-3' } });
    expect(read(influx('upsd', { ups_name: 'name1', serial: 'AS1231515' }, 'load_percent'))).toMatch(/^ups-a\|/);
    expect(read(prometheus('node_load1', { instance: 'srv-1.dc.example:9100' }))).toMatch(/^srv-1\|/);
    expect(read(influx('x', { address: 'https://10.0.0.7:443/redfish' }, 'f'))).toMatch(/^crah-3\|/);
  });

  it('is never the polling agent where the polled device is named', () => {
    const { read } = aMapper({ aliases: { agent: 'srv-1' } });
    expect(read(influx('snmp', { host: 'agent', agent_host: 'pdu-9' }, 'uptime'))).toMatch(/^pdu-9\|/);
  });

  it('of a stranger is noticed once, with what it says of its place', () => {
    const { read, discovery } = aMapper({ aliases: { known: 'known' } });
    const labels = { source: 'web483', rack: 'WEB43', row: 'North', name: 'a', member_id: '1' };
    read(influx('redfish_thermal_fans', labels, 'reading_rpm'));
    read(influx('redfish_thermal_fans', { ...labels, member_id: '2' }, 'reading_rpm'));
    read(influx('m', { host: 'known' }, 'f'));
    expect(discovery.takeNew()).toEqual([
      { assetId: 'web483', source: 'influx', hints: { rack: 'WEB43', row: 'North' } },
    ]);
    expect(discovery.takeNew()).toEqual([]);
  });
});

describe('the limit of series', () => {
  it('refuses new series and goes on with known ones', () => {
    const { read, registry } = aMapper({ maxSeries: 1 });
    expect(read(influx('m', { host: 'a' }, 'f'))).toBe('a|m.f| = 1');
    expect(read(influx('m', { host: 'b' }, 'f'))).toBe('too_many_series: The limit of 1 series is reached.');
    expect(read(influx('m', { host: 'a' }, 'f'))).toBe('a|m.f| = 1');
    expect(registry.size).toBe(1);
  });
});

describe('simulated telemetry', () => {
  it('is marked on its series', () => {
    const { mapper, registry } = aMapper();
    mapper.map(influx('m', { host: 'a', plenum_simulated: 'true' }, 'f'));
    expect([...registry.all()].map(({ simulated, component }) => [simulated, component])).toEqual([[true, '']]);
  });

  it('refuses a host name that no database could hold, before it blocks the saving of others', () => {
    const { read, registry } = aMapper();
    expect(read(influx('mem', { host: 'srv\u0000-1' }, 'used'))).toMatch(/^malformed: .*control characters/);
    expect(read(influx('mem', { host: 'x'.repeat(600) }, 'used'))).toMatch(/^malformed: /);
    expect(registry.size).toBe(0);
  });
});
