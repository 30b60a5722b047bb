import { airRiseK } from './air.js';
import type { ResidualKind } from './residual-kind.js';

const LEAST_FLOW_M3_PER_S = 0.02;

/**
 * A CRAH cools its air by the heat that its coil takes: return - supply = Q / (rho cp V) - fan heat. It leaves zero when one
 * of its temperature, flow or heat meters lies.
 */
export const crahAirCooling: ResidualKind = {
  metric: 'dc.crah.air_cooling_residual',
  weights: [1],
  memoryDays: 7,
  subjects: (site) =>
    site.ofKind('crah').map(({ id: assetId }) => ({
      assetId,
      inputs: [
        { assetId, metrics: ['dc.crah.return_temperature'], over: 'mean' },
        { assetId, metrics: ['dc.crah.supply_temperature'], over: 'mean' },
        { assetId, metrics: ['dc.crah.airflow'], over: 'sum' },
        { assetId, metrics: ['dc.crah.cooling_power'], over: 'sum' },
        { assetId, metrics: ['dc.crah.fan_power'], over: 'sum' },
      ],
      read: ([returnC = NaN, supplyC = NaN, flow = NaN, coilW = NaN, fanW = NaN]) => {
        if (!(flow > LEAST_FLOW_M3_PER_S)) return undefined;
        return { measured: returnC - supplyC, terms: [airRiseK(coilW - fanW, flow)], drivers: [coilW, flow] };
      },
    })),
};
