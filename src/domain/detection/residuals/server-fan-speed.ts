import { numberAttribute } from '../../assets/asset.js';
import type { ResidualKind } from './residual-kind.js';

/** A machine that draws less is off. */
const LEAST_POWER_W = 20;
const USUAL_POWER_W = 500;

/**
 * The firmware of a server turns its fans by power and inlet temperature. The rule is not published, so it is learned as
 * n = a + b P + c T + d T², which fits a ramp. It leaves zero when a fan fails and the others make up for it, when a heat
 * sink clogs, or when the inlet sensor lies.
 */
export const serverFanSpeed: ResidualKind = {
  metric: 'dc.server.fan_speed_residual',
  weights: [0, 0, 0, 0],
  memoryDays: 14,
  subjects: (site) =>
    site.ofKind('server').map((server) => {
      const assetId = server.id;
      const fullW = numberAttribute(server, 'maxPowerW', USUAL_POWER_W);
      return {
        assetId,
        inputs: [
          { assetId, metrics: ['hw.fan.speed'], over: 'mean' },
          { assetId, metrics: ['hw.host.power'], over: 'sum' },
          { assetId, metrics: ['hw.host.ambient_temperature'], over: 'mean' },
        ],
        ratings: [fullW],
        read: ([rpm = NaN, powerW = NaN, inletC = NaN]) => {
          if (!(powerW > LEAST_POWER_W)) return undefined;
          const warmth = (inletC - 22) / 5;
          return { measured: rpm, terms: [1, powerW / fullW, warmth, warmth ** 2], drivers: [powerW] };
        },
      };
    }),
};
