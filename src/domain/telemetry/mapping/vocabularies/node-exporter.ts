import type { WireSeries } from '../../decoders/decoder.js';
import type { MetricRule, Vocabulary } from '../vocabulary.js';

const counter = 'cumulative';

/** Prometheus' node_exporter. Names not listed keep their own, with their labels as the component. */
export const nodeExporter: Vocabulary = {
  metrics: {
    node_cpu_seconds_total: cpuRule,
    node_load1: { metric: 'system.cpu.load_average.1m' },
    node_load5: { metric: 'system.cpu.load_average.5m', unit: '{thread}' },
    node_load15: { metric: 'system.cpu.load_average.15m', unit: '{thread}' },
    node_memory_MemAvailable_bytes: { metric: 'system.linux.memory.available', unit: 'By' },
    node_memory_MemTotal_bytes: { metric: 'system.memory.limit', unit: 'By' },
    node_disk_read_bytes_total: { metric: 'system.disk.io', unit: 'By', counter, component: '{device} read' },
    node_disk_written_bytes_total: { metric: 'system.disk.io', unit: 'By', counter, component: '{device} write' },
    node_disk_reads_completed_total: { metric: 'system.disk.operations', counter, component: '{device} read' },
    node_disk_writes_completed_total: { metric: 'system.disk.operations', counter, component: '{device} write' },
    node_network_receive_bytes_total: {
      metric: 'system.network.io',
      unit: 'By',
      counter,
      component: '{device} receive',
    },
    node_network_transmit_bytes_total: {
      metric: 'system.network.io',
      unit: 'By',
      counter,
      component: '{device} transmit',
    },
    node_network_receive_packets_total: { metric: 'system.network.packets', counter, component: '{device} receive' },
    node_network_transmit_packets_total: { metric: 'system.network.packets', counter, component: '{device} transmit' },
    node_network_receive_errs_total: { metric: 'system.network.errors', counter, component: '{device} receive' },
    node_network_transmit_errs_total: { metric: 'system.network.errors', counter, component: '{device} transmit' },
    node_hwmon_temp_celsius: { metric: 'hw.temperature', unit: 'Cel', component: '{chip} {sensor}' },
    node_hwmon_fan_rpm: { metric: 'hw.fan.speed', unit: 'rpm', component: '{chip} {sensor}' },
    node_hwmon_power_average_watt: { metric: 'hw.power', unit: 'W', component: '{chip} {sensor}' },
    node_hwmon_in_volts: { metric: 'hw.voltage', unit: 'V', component: '{chip} {sensor}' },
    node_thermal_zone_temp: { metric: 'hw.temperature', unit: 'Cel', component: '{type} {zone}' },
    node_rapl_package_joules_total: { metric: 'hw.energy', unit: 'J', counter, component: 'package-{index}' },
    node_rapl_dram_joules_total: { metric: 'hw.energy', unit: 'J', counter, component: 'dram-{index}' },
  },
};

/** Each core's utilisation is what its idle time leaves; the other modes stay shares of time under their own name. */
function cpuRule({ labels }: WireSeries): MetricRule | undefined {
  if (labels.get('mode') !== 'idle') return undefined;
  return { metric: 'system.cpu.utilization', unit: 's', counter, complement: true, component: 'cpu{cpu}' };
}
