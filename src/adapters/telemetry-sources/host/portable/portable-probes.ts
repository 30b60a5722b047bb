import { cpus, loadavg, uptime } from 'node:os';
import si from 'systeminformation';
import type { HostProbe, HostReading } from '../host-reading.js';

/**
 * Probes for macOS, Windows and the BSDs through node:os and systeminformation, which may start a child process for a
 * sample there. What the system does not tell is left out.
 */
export function portableProbes(platform: NodeJS.Platform): readonly HostProbe[] {
  return [
    { name: 'cpu', read: () => Promise.resolve([cpuReading()]) },
    { name: 'load', read: () => Promise.resolve(loadReadings(platform)) },
    { name: 'memory', read: memoryReadings },
    { name: 'file systems', read: fileSystemReadings },
    { name: 'network', read: networkReadings },
    { name: 'temperature', read: temperatureReadings },
    { name: 'battery', read: batteryReadings },
  ];
}

function cpuReading(): HostReading {
  const times = cpus().map((core) => core.times);
  const idle = times.reduce((sum, core) => sum + core.idle, 0);
  const whole = times.reduce((sum, core) => sum + core.user + core.nice + core.sys + core.irq + core.idle, 0);
  return { metric: 'system.cpu.utilization', component: '', kind: 'share', part: whole - idle, whole };
}

function loadReadings(platform: NodeJS.Platform): readonly HostReading[] {
  const up: HostReading = { metric: 'system.uptime', component: '', kind: 'gauge', value: uptime() };
  const [load] = loadavg();
  // Windows has no load average; Node answers 0 there, which is not a measurement.
  if (platform === 'win32' || load === undefined) return [up];
  return [up, { metric: 'system.cpu.load_average.1m', component: '', kind: 'gauge', value: load }];
}

async function memoryReadings(): Promise<readonly HostReading[]> {
  const { total, available, swaptotal, swapused } = await si.mem();
  const used = total - available;
  const readings: HostReading[] = [
    { metric: 'system.memory.usage', component: '', kind: 'gauge', value: used },
    { metric: 'system.memory.utilization', component: '', kind: 'gauge', value: used / total },
  ];
  if (swaptotal > 0) {
    readings.push({ metric: 'system.paging.utilization', component: '', kind: 'gauge', value: swapused / swaptotal });
  }
  return readings;
}

async function fileSystemReadings(): Promise<readonly HostReading[]> {
  const fileSystems = await si.fsSize();
  return fileSystems
    .filter(({ used, available }) => used + available > 0)
    .map(({ mount, used, available }) => ({
      metric: 'system.filesystem.utilization',
      component: mount,
      kind: 'gauge',
      value: used / (used + available),
    }));
}

async function networkReadings(): Promise<readonly HostReading[]> {
  const interfaces = await si.networkStats('*');
  return interfaces
    .filter(({ iface, rx_bytes, tx_bytes }) => !/^lo\d*$/.test(iface) && rx_bytes + tx_bytes > 0)
    .flatMap(({ iface, rx_bytes, tx_bytes }): HostReading[] => [
      { metric: 'system.network.io.rate', component: `${iface} receive`, kind: 'counter', count: rx_bytes },
      { metric: 'system.network.io.rate', component: `${iface} transmit`, kind: 'counter', count: tx_bytes },
    ]);
}

async function temperatureReadings(): Promise<readonly HostReading[]> {
  const { main } = await si.cpuTemperature();
  // Without a sensor the library answers null, against its own types.
  return Number.isFinite(main) ? [{ metric: 'hw.temperature', component: 'cpu', kind: 'gauge', value: main }] : [];
}

async function batteryReadings(): Promise<readonly HostReading[]> {
  const { hasBattery, percent } = await si.battery();
  if (!hasBattery) return [];
  return [{ metric: 'hw.battery.charge', component: 'battery', kind: 'gauge', value: percent / 100 }];
}
