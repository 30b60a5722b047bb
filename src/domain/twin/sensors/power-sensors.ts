import type { Pdu, Ups } from '../power-chain.js';
import { type Sensor, sense } from './sensor.js';

const phaseVoltageV = 230;
const powerFactor = 0.97;
const batteryVoltageV = 540;
const mainsHz = 50;

export function pduSensors(pdu: Pdu): Sensor[] {
  const on = sense(pdu.design.id);
  const phases = [
    { name: 'phase-a', index: 0 },
    { name: 'phase-b', index: 1 },
    { name: 'phase-c', index: 2 },
  ] as const;
  return [
    on('dc.pdu.power', () => pdu.outputW),
    ...phases.map(({ name, index }) =>
      on('dc.pdu.current', () => pdu.phaseW[index] / (phaseVoltageV * powerFactor), name),
    ),
    ...phases.map(({ name }) => on('dc.pdu.voltage', () => (pdu.live ? phaseVoltageV : 0), name)),
  ];
}

/** No fault takes the mains away yet, so the battery stays full and the inverter on mains. */
export function upsSensors(ups: Ups): Sensor[] {
  const on = sense(ups.design.id);
  return [
    on('dc.ups.load', () => ups.load),
    on('dc.ups.output_power', () => ups.outputW),
    on('dc.ups.input_power', () => ups.inputW),
    on('dc.ups.input_voltage', () => phaseVoltageV),
    on('dc.ups.input_frequency', () => mainsHz),
    on('dc.ups.output_voltage', () => phaseVoltageV),
    on('dc.ups.battery_charge', () => 1),
    on('dc.ups.battery_voltage', () => batteryVoltageV),
    on('dc.ups.battery_time_left', () => ups.batterySeconds),
    on('dc.ups.on_battery', () => 0),
    on('dc.ups.temperature', () => ups.temperatureC),
  ];
}
