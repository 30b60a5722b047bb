import type { DeviceBound } from '../../detection/device-limits/device-limit.js';
import type { DeviceLimitBook, Statement } from '../../detection/device-limits/device-limit-book.js';
import type { LimitMapping, WireSeries } from '../decoders/decoder.js';
import type { SeriesIdentity } from '../series.js';
import type { SeriesRegistry } from '../series-registry.js';
import type { UnitConversion } from '../unit-table.js';

/**
 * Telegraf's names of Redfish thresholds. What is fatal is beyond what is critical, which the highest severity stands for, so
 * fatal ones add nothing.
 */
const bounds: Readonly<Record<string, DeviceBound>> = {
  upper_threshold_non_critical: 'warningAbove',
  upper_threshold_critical: 'criticalAbove',
  lower_threshold_non_critical: 'warningBelow',
  lower_threshold_critical: 'criticalBelow',
};

/** What statements are counted as, among what is left out of the points. */
const reasons: Readonly<Record<Statement, string>> = {
  known: 'device_threshold',
  taken: 'device_threshold',
  unsettled: 'device_threshold_changing',
  no_limit: 'device_threshold_unset',
  beyond_already: 'device_threshold_implausible',
};

/** Whether a field states a limit of the reading beside it. */
export function isThreshold(field: string): boolean {
  return /^(upper|lower)_threshold_/.test(field);
}

/** The bound that a threshold field states; undefined for those that Plenum has no use for. */
export function boundOfThreshold(field: string): DeviceBound | undefined {
  return Object.hasOwn(bounds, field) ? bounds[field] : undefined;
}

/** The same wire series with the field of the reading that the threshold is for. */
export function readingBeside(wire: WireSeries, field: string): WireSeries {
  return { ...wire, field };
}

/** Where a threshold goes: to the book, as a limit of the series that its reading is. */
export function limitMapping(
  series: SeriesIdentity,
  bound: DeviceBound,
  { scale, offset }: UnitConversion,
  to: { readonly book: DeviceLimitBook; readonly registry: Pick<SeriesRegistry, 'find'> },
): LimitMapping {
  return {
    kind: 'limit',
    scale,
    offset,
    notice: (value, at, newestOf) => {
      const id = to.book.isNews(series, bound, value) ? to.registry.find(series)?.id : undefined;
      return reasons[to.book.notice(series, bound, value, at, id === undefined ? undefined : newestOf(id))];
    },
  };
}
