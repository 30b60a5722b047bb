import { numberAttribute } from '../../assets/asset.js';
import type { SiteModel } from '../../assets/site-model.js';
import type { ResidualKind, ResidualSubject } from './residual-kind.js';

/** A zone that takes less than this share of what its units can deliver is idle. */
const LEAST_DEMAND = 0.03;

/**
 * The fans of a zone follow the air that its racks take: n / (sum of rack flows / rated flow) = k, which holds what leaks on
 * the way. A fan below that has lost strength, and the others make up for it; all of them above it feed a way around the
 * racks (bypass air; Herrlin, "Airflow and cooling performance of data centers: two performance metrics", ASHRAE
 * Transactions 114, 2008). There is no constant beside k: rack flows are noisy, and a line fitted over noisy abscissas is too
 * flat (regression dilution; Fuller, "Measurement Error Models", 1987). A fan at full speed is not expected to turn faster.
 */
export const crahFanSpeed: ResidualKind = {
  metric: 'dc.crah.fan_speed_residual',
  weights: [1.1],
  memoryDays: 14,
  subjects: (site) => site.ofKind('crah').flatMap(({ id }) => subjectOf(site, id) ?? []),
};

function subjectOf(site: SiteModel, assetId: string): ResidualSubject | undefined {
  const zone = site.zoneOf(assetId) ?? '';
  const racks = site.racksOfZone(zone);
  const ratedFlow = site.crahsOfZone(zone).reduce((sum, crah) => sum + numberAttribute(crah, 'airflowM3PerS', 2), 0);
  if (racks.length === 0) return undefined;
  return {
    assetId,
    inputs: [
      { assetId, metrics: ['dc.crah.fan_speed'], over: 'mean' },
      ...racks.map(({ id }) => ({ assetId: id, metrics: ['dc.rack.airflow'], over: 'sum' }) as const),
    ],
    ratings: [ratedFlow],
    read: ([speed = NaN, ...flows]) => {
      const demand = flows.reduce((sum, each) => sum + each, 0) / ratedFlow;
      return demand > LEAST_DEMAND
        ? { measured: speed / demand, terms: [1], drivers: [demand], most: 1 / demand }
        : undefined;
    },
  };
}
