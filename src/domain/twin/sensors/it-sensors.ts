import type { Rack } from '../rack.js';
import type { Server } from '../server.js';
import { type Sensor, sense } from './sensor.js';

/** Servers turn their fans at this speed at ratio 1. */
const fullFanRpm = 12_000;

/** What a baseboard controller and the operating system of a server report. */
export function serverSensors(server: Server): Sensor[] {
  const on = sense(server.design.id);
  return [
    on('hw.host.ambient_temperature', () => server.inletC),
    on('hw.host.outlet_temperature', () => server.outletC),
    on('hw.host.power', () => server.powerW),
    on('system.cpu.utilization', () => server.utilisation),
    on('system.memory.utilization', () => (server.powered ? server.memoryUtilisation : 0)),
    on('hw.fan.speed', () => server.fanSpeed * fullFanRpm, 'fan-1'),
    // The rear rotor of a counter-rotating pair runs a little slower.
    on('hw.fan.speed', () => server.fanSpeed * fullFanRpm * 0.94, 'fan-2'),
    ...server.gpus.flatMap((gpu, i) => [
      on('hw.gpu.temperature', () => gpu.temperatureC, `gpu-${i}`),
      on('hw.gpu.power', () => gpu.powerW, `gpu-${i}`),
      on('hw.gpu.speed', () => gpu.clockHz, `gpu-${i}`),
      on('hw.gpu.utilization', () => (server.powered ? gpu.utilisation : 0), `gpu-${i}`),
      on('hw.gpu.memory.utilization', () => (server.powered ? gpu.memoryUtilisation : 0), `gpu-${i}`),
    ]),
  ];
}

/** Three inlet probes on the door, one behind, and the rack's sums. */
export function rackSensors(rack: Rack): Sensor[] {
  const on = sense(rack.id);
  return [
    on('dc.rack.inlet_temperature', () => rack.inletAt(0.95), 'top'),
    on('dc.rack.inlet_temperature', () => rack.inletAt(0.5), 'middle'),
    on('dc.rack.inlet_temperature', () => rack.inletAt(0.05), 'bottom'),
    on('dc.rack.outlet_temperature', () => rack.outletC),
    on('dc.rack.power', () => rack.powerW),
    on('dc.rack.airflow', () => rack.airflowM3PerS),
  ];
}
