import type { ResidualKind } from './residual-kind.js';

/** Below this load displays show their upper end, which says nothing of the battery. */
const LEAST_LOAD = 0.15;

/**
 * The time that a full battery lasts falls with a power of the load (Peukert's law): ln t = a - k ln P. A difference of logarithms is
 * about a share of the time expected. It falls below zero as the battery ages.
 */
export const upsBatteryTime: ResidualKind = {
  metric: 'dc.ups.battery_time_residual',
  weights: [0, 0],
  memoryDays: 60,
  subjects: (site) =>
    site.ofKind('ups').map(({ id: assetId }) => ({
      assetId,
      inputs: [
        { assetId, metrics: ['dc.ups.battery_time_left'], over: 'mean' },
        { assetId, metrics: ['dc.ups.battery_charge'], over: 'mean' },
        { assetId, metrics: ['dc.ups.load'], over: 'mean' },
      ],
      read: ([secondsLeft = NaN, charge = NaN, load = NaN]) => {
        const isFull = charge > 0.98;
        if (!isFull || !(load > LEAST_LOAD) || !(secondsLeft > 0)) return undefined;
        return { measured: Math.log(secondsLeft), terms: [1, Math.log(load)] };
      },
    })),
};
