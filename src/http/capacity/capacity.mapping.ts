import type { CapacityView } from '../../application/forecasting/query-capacity.js';
import { LEAST_DAYS, type TimeToFull } from '../../domain/forecasting/capacity/time-to-full.js';
import type { CapacityOut } from './capacity.schema.js';

export function mapCapacity(view: CapacityView): CapacityOut {
  const { limit, used, full } = view;
  return {
    resource: limit.resource,
    assetId: limit.asset.id,
    name: limit.asset.name,
    metric: limit.metric || null,
    unit: limit.unit,
    limit: limit.limit,
    basis: limit.basis,
    used: used === undefined ? null : shortened(used),
    share: used === undefined ? null : shortened(used / limit.limit),
    full: full ? mapFull(full) : null,
    reason: full ? null : reasonOf(view),
  };
}

function mapFull({ peak, growthPerDay, days, earliestDays, latestDays }: TimeToFull): NonNullable<CapacityOut['full']> {
  return {
    peak: shortened(peak),
    growthPerDay: shortened(growthPerDay),
    days: days === undefined ? null : shortened(days),
    earliestDays: earliestDays === undefined ? null : shortened(earliestDays),
    latestDays: latestDays === undefined ? null : shortened(latestDays),
  };
}

function reasonOf({ limit, used, days }: CapacityView): string {
  if (limit.resource === 'space') return 'no history of what was built in is kept';
  if (used === undefined && days === 0) return `no whole day of ${limit.metric} is known`;
  return `${days} days of history, and ${LEAST_DAYS} are needed`;
}

/** Four digits are more than such figures are worth. */
function shortened(value: number): number {
  return Number(value.toPrecision(4));
}
