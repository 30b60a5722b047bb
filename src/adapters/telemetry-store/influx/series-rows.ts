import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import { storedName } from './influx-names.js';
import { type ResultSeries, seriesCondition } from './influxql.js';

/** Series of one metric. */
export interface SeriesOfMetric {
  readonly metric: string;
  readonly members: readonly SeriesDescriptor[];
}

export function byMetric(series: readonly SeriesDescriptor[]): readonly SeriesOfMetric[] {
  const groups = new Map<string, SeriesDescriptor[]>();
  for (const one of series) {
    const members = groups.get(one.metric);
    if (members) members.push(one);
    else groups.set(one.metric, [one]);
  }
  return [...groups].map(([metric, members]) => ({ metric, members }));
}

/** The time of an OR over series grows with its square, so more series than these are named by their assets. */
const fewSeries = 10;

/** A condition that rows of these series meet; of many series, other components of their assets meet it too. */
export function anyOfSeries(members: readonly SeriesDescriptor[]): string {
  if (members.length <= fewSeries) return `(${members.map((one) => `(${seriesCondition(one)})`).join(' OR ')})`;
  const assets = new Set(members.map(({ assetId }) => literalPattern(storedName(assetId))));
  return `"asset" =~ /^(?:${[...assets].join('|')})$/`;
}

/** A stored name inside a pattern between slashes. */
function literalPattern(stored: string): string {
  return stored.replace(/[.*+?^${}()|[\]/]/g, '\\$&');
}

/** The clause by which the rows of an answer are told apart by series. */
export const bySeries = '"asset", "component"';

/** Rows of answers that are grouped `bySeries`, by the id of the series. Series that nobody asked for are left out. */
export function rowsBySeries(
  series: readonly SeriesDescriptor[],
  answer: readonly ResultSeries[],
): ReadonlyMap<number, ResultSeries['rows']> {
  const ids = new Map(series.map((one) => [keyOf(one.metric, one.assetId, one.component), one.id]));
  const found = new Map<number, ResultSeries['rows']>();
  for (const { name, tags, rows } of answer) {
    const seriesId = ids.get([name, tags['asset'] ?? '', tags['component'] ?? ''].join('\n'));
    if (seriesId !== undefined) found.set(seriesId, rows);
  }
  return found;
}

/** Names hold no control characters, so a line break keeps the parts apart. */
function keyOf(...names: readonly string[]): string {
  return names.map(storedName).join('\n');
}
