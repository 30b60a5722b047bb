import { noRows, type Rows, type Tags, type Value } from '../../domain/influxql/rows.js';
import type { SeriesSet, TimeRange } from './measurement.js';
import { type SeriesInMemory, seriesInMemory } from './series-in-memory.js';

/** Something that happened, as a point with tags. */
export interface EventPoint {
  readonly at: number;
  readonly tags: Tags;
  readonly fields: Readonly<Record<string, Value>>;
}

/** Each event as a series of one point. */
export function eventSeries(events: readonly EventPoint[], fits: (tags: Tags) => boolean): SeriesSet {
  return seriesInMemory(events.filter(({ tags }) => fits(tags)).map(seriesOfOne));
}

/** Bounds of a range for a log; none where the range is open. */
export function boundsOf({ fromMs, toMs }: TimeRange): { fromMs?: number; toMs?: number } {
  return { ...finite('fromMs', fromMs), ...finite('toMs', toMs) };
}

function finite(key: 'fromMs' | 'toMs', ms: number): { fromMs?: number; toMs?: number } {
  return Math.abs(ms) < 8.64e15 ? { [key]: ms } : {};
}

function seriesOfOne({ at, tags, fields }: EventPoint): SeriesInMemory {
  const columns = new Map(Object.entries(fields).map(([name, value]) => [name, [value]] as const));
  const rows: Rows = { at: [at], columns };
  return { tags, within: ({ fromMs, toMs }) => (at >= fromMs && at < toMs ? rows : noRows) };
}
