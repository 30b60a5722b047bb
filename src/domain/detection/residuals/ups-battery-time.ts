import { numberAttribute } from '../../assets/asset.js';
import type { ResidualKind } from './residual-kind.js';

/** Below this load displays show their upper end, which says nothing of the battery. */
const LEAST_LOAD = 0.15;
const USUAL_RATING_W = 50_000;

/**
 * The time that a full battery lasts falls with a power of the load (Peukert's law): ln t = a - k ln P. A difference of logarithms is
 * about a share of the time expected. It falls below zero as the battery ages. The load is that of the power meter: in whole
 * percent, as displays show it, a tenth of the rating may be a twentieth off.
 */
export const upsBatteryTime: ResidualKind = {
  metric: 'dc.ups.battery_time_residual',
  weights: [0, 0],
  memoryDays: 60,
  settlingDays: 1,
  subjects: (site) =>
    site.ofKind('ups').map((ups) => {
      const assetId = ups.id;
      const ratedW = numberAttribute(ups, 'ratedPowerW', USUAL_RATING_W);
      return {
        assetId,
        inputs: [
          { assetId, metrics: ['dc.ups.battery_time_left'], over: 'mean' },
          { assetId, metrics: ['dc.ups.battery_charge'], over: 'mean' },
          { assetId, metrics: ['dc.ups.output_power'], over: 'sum' },
        ],
        ratings: [ratedW],
        read: ([secondsLeft = NaN, charge = NaN, outputW = NaN]) => {
          const load = outputW / ratedW;
          const isFull = charge > 0.98;
          if (!isFull || !(load > LEAST_LOAD) || !(secondsLeft > 0)) return undefined;
          return { measured: Math.log(secondsLeft), terms: [1, Math.log(load)] };
        },
      };
    }),
};
