import type { ChillerPlant } from '../chiller-plant.js';
import type { Crah } from '../crah.js';
import { type Sensor, sense } from './sensor.js';

export function crahSensors(crah: Crah): Sensor[] {
  const on = sense(crah.design.id);
  return [
    on('dc.crah.supply_temperature', () => crah.supplyC),
    on('dc.crah.return_temperature', () => crah.returnC),
    on('dc.crah.supply_setpoint', () => crah.setpointC),
    on('dc.crah.fan_speed', () => crah.fanSpeed),
    on('dc.crah.fan_power', () => crah.fanPowerW),
    on('dc.crah.airflow', () => crah.airflowM3PerS),
    on('dc.crah.valve_position', () => crah.valve),
    on('dc.crah.filter_pressure_drop', () => crah.filterDropPa),
    on('dc.crah.cooling_power', () => crah.coolingW),
  ];
}

/** Chillers that do not run report zero; the running ones share the load evenly. */
export function plantSensors(plant: ChillerPlant): Sensor[] {
  return [
    ...plant.design.chillers.flatMap(({ id }, i) => {
      const on = sense(id);
      const share = (total: number) => (i < plant.running ? total / plant.running : 0);
      return [
        on('dc.chiller.power', () => share(plant.chillerPowerW)),
        on('dc.chiller.cooling_power', () => share(plant.coolingW)),
        on('dc.chiller.cop', () => (i < plant.running ? plant.cop : 0)),
        on('dc.chiller.supply_temperature', () => plant.chilledWaterC),
        on('dc.chiller.return_temperature', () => plant.returnWaterC),
        on('dc.chiller.flow', () => share(plant.flowM3PerS)),
      ];
    }),
    ...plant.design.towers.flatMap(({ id }, _, all) => {
      const on = sense(id);
      return [
        on('dc.tower.leaving_temperature', () => plant.condenserWaterC),
        on('dc.tower.fan_speed', () => plant.towerFanSpeed),
        on('dc.tower.fan_power', () => plant.towerFanW / all.length),
        on('dc.tower.water_flow', () => plant.makeUpM3PerS / all.length),
      ];
    }),
    ...plant.design.chilledWaterPumps.map(({ id }, _, all) =>
      sense(id)('dc.pump.power', () => plant.chilledPumpW / all.length),
    ),
    ...plant.design.condenserWaterPumps.map(({ id }, _, all) =>
      sense(id)('dc.pump.power', () => plant.condenserPumpW / all.length),
    ),
  ];
}
