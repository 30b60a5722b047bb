import type { Rows, Tags, Value } from '../../domain/influxql/rows.js';
import type { ReadableSeries, TimeRange } from './measurement.js';

/** Something that happened, as a point with tags. */
export interface EventPoint {
  readonly at: number;
  readonly tags: Tags;
  readonly fields: Readonly<Record<string, Value>>;
}

/** Each event as a series of one point. */
export function eventSeries(events: readonly EventPoint[], fits: (tags: Tags) => boolean): readonly ReadableSeries[] {
  return events.flatMap(({ at, tags, fields }) => {
    if (!fits(tags)) return [];
    const columns = new Map(Object.entries(fields).map(([name, value]) => [name, [value]] as const));
    const rows: Rows = { at: [at], columns };
    const nothing: Rows = { at: [], columns: new Map([...columns.keys()].map((name) => [name, []])) };
    const read = ({ fromMs, toMs }: TimeRange) => Promise.resolve(at >= fromMs && at < toMs ? rows : nothing);
    return [{ tags, read }];
  });
}
