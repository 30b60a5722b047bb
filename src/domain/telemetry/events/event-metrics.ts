import type { CatalogueMetric } from '../metric-catalogue.js';
import type { TallyName } from './tallies/catalogue.js';

/** How the events of one metric become a regular series: what is counted in each minute, and under which name. */
export interface EventCount {
  readonly metric: CatalogueMetric;
  readonly tally: TallyName;
}

/**
 * Events travel as points of these metrics, one at the moment of each event: an amount (`1`, bytes), or the fingerprint
 * of whom or what the event was with. They are stored and not scored; what is scored is their count by the minute.
 */
const counts: Partial<Record<CatalogueMetric, EventCount>> = {
  'event.login.succeeded': { metric: 'dc.access.logins', tally: 'sum' },
  'event.login.failed': { metric: 'dc.access.login_failures', tally: 'sum' },
  'event.login.user': { metric: 'dc.access.users_tried', tally: 'distinct' },
  'event.badge.granted': { metric: 'dc.access.badges_granted', tally: 'sum' },
  'event.badge.denied': { metric: 'dc.access.badges_denied', tally: 'sum' },
  'event.access.place': { metric: 'dc.access.new_places', tally: 'new-values' },
  'event.access.hour': { metric: 'dc.access.odd_hours', tally: 'odd-hours' },
  'event.flow.count': { metric: 'dc.network.flows', tally: 'sum' },
  'event.flow.bytes': { metric: 'dc.network.bytes', tally: 'sum' },
  'event.flow.packets': { metric: 'dc.network.packets', tally: 'sum' },
};

/** What is counted of an event metric; undefined for a metric that is measured, not counted. */
export function eventCountOf(metric: string): EventCount | undefined {
  return isEventMetric(metric) ? counts[metric as CatalogueMetric] : undefined;
}

/** The metric of the events that a metric counts; undefined for one that counts none. */
export function eventMetricOf(counted: string): string | undefined {
  return Object.entries(counts).find(([, { metric }]) => metric === counted)?.[0];
}

/** True for points that stand for single events. */
export function isEventMetric(metric: string): boolean {
  return metric.startsWith('event.') && Object.hasOwn(counts, metric);
}

/** True for series that Plenum counts itself: they end when nothing more happens, which is no fault of a device. */
export function isCountedMetric(metric: string): boolean {
  return metric.startsWith('dc.access.') || metric.startsWith('dc.network.');
}
