import type { ResidualKind } from './residual-kind.js';

/** A fan slower than this moves no air past the supply sensor. */
const LEAST_FAN_SPEED = 0.05;

/**
 * A CRAH keeps its supply air at its setpoint, wherever that is moved to. It leaves zero when the coil, the valve or the
 * chilled water no longer suffice.
 */
export const crahSupplyTemperature: ResidualKind = {
  metric: 'dc.crah.supply_temperature_residual',
  weights: [],
  memoryDays: 1,
  subjects: (site) =>
    site.ofKind('crah').map(({ id: assetId }) => ({
      assetId,
      inputs: [
        { assetId, metrics: ['dc.crah.supply_temperature'], over: 'mean' },
        { assetId, metrics: ['dc.crah.supply_setpoint'], over: 'mean' },
        { assetId, metrics: ['dc.crah.fan_speed'], over: 'mean' },
      ],
      read: ([supplyC = NaN, setpointC = NaN, speed = NaN]) =>
        speed > LEAST_FAN_SPEED ? { measured: supplyC - setpointC, terms: [] } : undefined,
    })),
};
