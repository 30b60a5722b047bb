import type {
  LatestPoint,
  PointsOfSeries,
  PointsSelection,
  SeriesPoints,
  TelemetryStore,
} from '../../ports/telemetry-store.js';
import type { TimeRange } from './measurement.js';

/** How far back from the end is looked first; each further look goes ten times as far. */
const firstLookMs = 600_000;
/** Further than this, everything is looked at. */
const longestLookMs = 1_000 * firstLookMs;

export interface LookBack extends Omit<PointsSelection, 'stepMs'> {
  readonly isEnough: (points: SeriesPoints) => boolean;
}

/**
 * Reads each series back from its newest point in the range, further and further, until its points are enough or all of
 * the range is read. Series without a point in the range are left out; the others come in no particular order.
 */
export async function* lookBack(
  store: Pick<TelemetryStore, 'latest' | 'readManyPoints'>,
  seriesIds: readonly number[],
  { isEnough, ...selection }: LookBack,
): AsyncGenerator<PointsOfSeries> {
  for (const { endMs, ids } of endingTogether(await store.latest(seriesIds), selection)) {
    let missing = ids;
    for (let lookMs = firstLookMs; missing.length > 0; lookMs *= 10) {
      const fromMs = lookMs > longestLookMs ? selection.fromMs : Math.max(selection.fromMs, endMs - lookMs);
      const query = { ...selection, seriesIds: missing, fromMs, toMs: endMs };
      missing = [];
      for await (const one of store.readManyPoints(query)) {
        if (fromMs === selection.fromMs || isEnough(one.points)) yield one;
        else missing.push(one.seriesId);
      }
    }
  }
}

/** Series whose newest points in the range are close together, so that one look serves them all. */
function endingTogether(newest: readonly LatestPoint[], { fromMs, toMs }: TimeRange) {
  const groups = new Map<number, { endMs: number; ids: number[] }>();
  for (const { seriesId, at } of newest) {
    if (at < fromMs) continue;
    const endMs = Math.min(toMs, at + 1);
    const place = Math.floor(endMs / firstLookMs);
    const group = groups.get(place) ?? { endMs, ids: [] };
    groups.set(place, group);
    group.endMs = Math.max(group.endMs, endMs);
    group.ids.push(seriesId);
  }
  return groups.values();
}
