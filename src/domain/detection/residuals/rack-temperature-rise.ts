import { airRiseK } from './air.js';
import type { ResidualKind } from './residual-kind.js';

/** Below this a rack's air hardly moves, and its exhaust says little. */
const LEAST_FLOW_M3_PER_S = 0.01;

/**
 * A rack warms its air by its power over its airflow: dT = P / (rho cp V). The learned weight takes in what meters and
 * altitude add. It leaves zero when one of the four readings lies, or when air takes another way than the one measured.
 */
export const rackTemperatureRise: ResidualKind = {
  metric: 'dc.rack.temperature_rise_residual',
  weights: [1],
  memoryDays: 7,
  subjects: (site) =>
    site.ofKind('rack').map(({ id: assetId }) => ({
      assetId,
      inputs: [
        { assetId, metrics: ['dc.rack.inlet_temperature'], over: 'mean' },
        { assetId, metrics: ['dc.rack.outlet_temperature'], over: 'mean' },
        { assetId, metrics: ['dc.rack.power'], over: 'sum' },
        { assetId, metrics: ['dc.rack.airflow'], over: 'sum' },
      ],
      read: ([inletC = NaN, outletC = NaN, powerW = NaN, flow = NaN]) => {
        if (!(flow > LEAST_FLOW_M3_PER_S)) return undefined;
        return { measured: outletC - inletC, terms: [airRiseK(powerW, flow)], drivers: [powerW] };
      },
    })),
};
