import type { SiteModel } from '../../assets/site-model.js';
import type { ResidualKind, ResidualSubject } from './residual-kind.js';

/** Below this the aisles hardly differ, and a share of the difference means nothing. */
const LEAST_DIFFERENCE_K = 2;

/**
 * A rack breathes cold supply air mixed with a share of exhaust: inlet - supply = share x (exhaust - supply). The share is
 * the supply heat index of Sharma, Bash and Patel (ASHRAE and AIAA, 2002), learned for each rack. Exhaust is the rack's own,
 * which comes round its sides, and that of the whole hot aisle, which comes over the top: a share of each, or a rack that
 * heats up among idle neighbours would pass for one that breathes more exhaust. It leaves zero when air takes a new way: a
 * missing blanking panel, an open door, too little supply.
 */
export const rackInletMixing: ResidualKind = {
  metric: 'dc.rack.inlet_mixing_residual',
  weights: [0, 0.15],
  memoryDays: 7,
  subjects: (site) => site.ofKind('rack').flatMap(({ id }) => subjectOf(site, id) ?? []),
};

function subjectOf(site: SiteModel, assetId: string): ResidualSubject | undefined {
  const units = site.crahsOfZone(site.zoneOf(assetId) ?? '');
  if (units.length === 0) return undefined;
  const neighbours = site.racksOfZone(site.zoneOf(assetId) ?? '').filter(({ id }) => id !== assetId);
  return {
    assetId,
    inputs: [
      { assetId, metrics: ['dc.rack.inlet_temperature'], over: 'mean' },
      { assetId, metrics: ['dc.rack.outlet_temperature'], over: 'mean' },
      ...units.map(({ id }) => ({ assetId: id, metrics: ['dc.crah.supply_temperature'], over: 'mean' }) as const),
      ...units.map(({ id }) => ({ assetId: id, metrics: ['dc.crah.airflow'], over: 'sum' }) as const),
      ...neighbours.map(({ id }) => ({ assetId: id, metrics: ['dc.rack.outlet_temperature'], over: 'mean' }) as const),
    ],
    read: ([inletC = NaN, outletC = NaN, ...others]) => {
      const supplyC = mixedC(others.slice(0, units.length), others.slice(units.length, 2 * units.length));
      const aisleC = meanOf([outletC, ...others.slice(2 * units.length)]);
      if (!(outletC - supplyC > LEAST_DIFFERENCE_K)) return undefined;
      return { measured: inletC - supplyC, terms: [outletC - supplyC, aisleC - supplyC] };
    },
  };
}

function meanOf(temperatures: readonly number[]): number {
  return temperatures.reduce((sum, celsius) => sum + celsius, 0) / temperatures.length;
}

/** Temperature of streams that come together, by their flows; not a number when nothing flows. */
function mixedC(temperatures: readonly number[], flows: readonly number[]): number {
  const flow = flows.reduce((sum, each) => sum + each, 0);
  return temperatures.reduce((sum, celsius, i) => sum + celsius * (flows[i] ?? 0), 0) / flow;
}
