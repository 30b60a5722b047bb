import { numberAttribute } from '../../assets/asset.js';
import type { ResidualKind } from './residual-kind.js';

/** A UPS that carries nothing, or runs from its battery, has no balance. */
const LEAST_OUTPUT_W = 50;
const USUAL_RATING_W = 50_000;

/**
 * A UPS loses a fixed part, one with load and one with its square (Pelley, Meisner, Wenisch and VanGilder, "Understanding
 * and abstracting total data center power", WEED 2009): input - output = a + b P + c P². It leaves zero when a meter lies,
 * when the battery charges, or when the electronics wear.
 */
export const upsLoss: ResidualKind = {
  metric: 'dc.ups.loss_residual',
  weights: [0, 0, 0],
  memoryDays: 14,
  subjects: (site) =>
    site.ofKind('ups').map((ups) => {
      const ratedW = numberAttribute(ups, 'ratedPowerW', USUAL_RATING_W);
      return {
        assetId: ups.id,
        inputs: [
          { assetId: ups.id, metrics: ['dc.ups.input_power'], over: 'sum' },
          { assetId: ups.id, metrics: ['dc.ups.output_power'], over: 'sum' },
        ],
        ratings: [ratedW],
        read: ([inputW = NaN, outputW = NaN]) => {
          if (!(outputW > LEAST_OUTPUT_W && inputW > 0)) return undefined;
          const load = outputW / ratedW;
          return { measured: inputW - outputW, terms: [1, load, load ** 2] };
        },
      };
    }),
};
