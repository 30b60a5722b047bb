import { numberAttribute } from '../../assets/asset.js';
import type { SiteModel } from '../../assets/site-model.js';
import type { DerivedInput } from '../derived/deriver.js';
import type { ResidualKind } from './residual-kind.js';

const KELVIN = 273.15;
/** A chiller below this share of its rating is starting, stopping or at rest. */
const LEAST_LOAD = 0.08;

/**
 * What a chiller needs for its cooling follows from its load and its lift, the difference that its compressor bridges
 * (energy input ratio as a polynomial of part load and temperatures; DOE-2 chiller model, Hydeman and Gillespie, ASHRAE
 * Transactions 108, 2002): COP x lift / evaporating temperature = a + b x load + c x load² + d x lift, a second-law
 * efficiency. It falls below zero with fouled tubes or too little refrigerant.
 */
export const chillerCop: ResidualKind = {
  metric: 'dc.chiller.cop_residual',
  weights: [0, 0, 0, 0],
  memoryDays: 30,
  subjects: (site) =>
    site.ofKind('chiller').map((chiller) => {
      const assetId = chiller.id;
      const ratedW = numberAttribute(chiller, 'ratedCoolingW', 100_000);
      const heatSinks = heatSinksOf(site, assetId);
      return {
        assetId,
        inputs: [
          { assetId, metrics: ['dc.chiller.cooling_power'], over: 'sum' },
          { assetId, metrics: ['dc.chiller.power'], over: 'sum' },
          { assetId, metrics: ['dc.chiller.supply_temperature'], over: 'mean' },
          ...heatSinks,
        ],
        read: ([coolingW = NaN, powerW = NaN, suppliedC = NaN, ...sinksC]) => {
          const load = coolingW / ratedW;
          if (!(load > LEAST_LOAD && powerW > 0) || sinksC.length === 0) return undefined;
          const sinkC = sinksC.reduce((sum, each) => sum + each, 0) / sinksC.length;
          // Carnot's COP is the scale: what is left to fit is nearly constant.
          const carnot = (suppliedC + KELVIN) / Math.max(5, sinkC - suppliedC + 8);
          return {
            measured: coolingW / powerW,
            terms: [1, load, load ** 2, sinkC / 30].map((term) => (term * carnot) / 10),
            drivers: [coolingW],
          };
        },
      };
    }),
};

/** The water that leaves the chiller's towers; without towers the outdoor air. */
function heatSinksOf(site: SiteModel, chillerId: string): readonly DerivedInput[] {
  const cooling = site.find(chillerId)?.cooledBy ?? [];
  const towers = cooling.filter((id) => site.find(id)?.kind === 'tower');
  if (towers.length > 0) {
    return towers.map((assetId) => ({ assetId, metrics: ['dc.tower.leaving_temperature'], over: 'mean' }));
  }
  return site
    .ofKind('weather')
    .map(({ id: assetId }) => ({ assetId, metrics: ['dc.weather.temperature'], over: 'mean' }));
}
