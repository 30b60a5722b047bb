import { numberAttribute } from '../../assets/asset.js';
import type { SiteModel } from '../../assets/site-model.js';
import type { DerivedInput } from '../derived/deriver.js';
import type { ResidualKind } from './residual-kind.js';

const KELVIN = 273.15;
/** The refrigerant is colder than the water that it cools and warmer than the one that it heats, by so much together. */
const APPROACHES_K = 8;
/** Carnot's power is about this share of a chiller's rated cooling; it scales the terms. */
const USUAL_CARNOT_SHARE = 0.05;
/** A chiller below this share of its rating is starting, stopping or at rest. */
const LEAST_LOAD = 0.08;

/**
 * What a chiller needs for its cooling follows from its load and its lift, the difference that its compressor bridges: its
 * COP is a share of Carnot's, a polynomial of part load and temperature (as in the DOE-2 chiller model: Hydeman and
 * Gillespie, ASHRAE Transactions 108, 2002), P = Q x lift / evaporating temperature x (a + b x load + c x load² + d x sink).
 * It rises above zero with fouled tubes or too little refrigerant: the COP is below its curve. In watts and not as a COP,
 * because at low load the rounding of the power meter alone moves the quotient by a tenth.
 */
export const chillerPower: ResidualKind = {
  metric: 'dc.chiller.power_residual',
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
        ratings: [ratedW],
        read: ([coolingW = NaN, powerW = NaN, suppliedC = NaN, ...sinksC]) => {
          const load = coolingW / ratedW;
          if (!(load > LEAST_LOAD && powerW > 0) || sinksC.length === 0) return undefined;
          const sinkC = sinksC.reduce((sum, each) => sum + each, 0) / sinksC.length;
          // A compressor needs some lift, which head pressure control keeps up however cold the sink is.
          if (sinkC < suppliedC) return undefined;
          const liftK = sinkC - suppliedC + APPROACHES_K;
          const carnotW = (coolingW * liftK) / (suppliedC + KELVIN);
          const scale = carnotW / (ratedW * USUAL_CARNOT_SHARE);
          return {
            measured: powerW,
            terms: [1, load, load ** 2, sinkC / 30].map((term) => term * scale),
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
