import type { ResultSeries, Tags, Value } from '../../domain/influxql/rows.js';
import type { FieldType, Measurement, TimeRange } from './measurement.js';
import { type SeriesInMemory, seriesInMemory } from './series-in-memory.js';

/** The answer of a subquery as measurements that the query around it reads from. */
export function resultMeasurement(results: readonly ResultSeries[]): readonly Measurement[] {
  const names = [...new Set(results.map(({ name }) => name))];
  return names.map((name) =>
    measurementOf(
      name,
      results.filter((one) => one.name === name),
    ),
  );
}

function measurementOf(name: string, series: readonly ResultSeries[]): Measurement {
  return {
    name,
    tagKeys: [...new Set(series.flatMap(({ tags }) => Object.keys(tags ?? {})))],
    fields: Object.fromEntries(
      series.flatMap(({ columns }) => columns.slice(1).map((column): [string, FieldType] => [column, 'float'])),
    ),
    series: (_range: TimeRange, fits: (tags: Tags) => boolean) =>
      Promise.resolve(seriesInMemory(series.filter(({ tags }) => fits(tags ?? {})).map(inMemory))),
  };
}

function inMemory({ tags, columns, rows }: ResultSeries): SeriesInMemory {
  const ascending = [...rows].sort((a, b) => a.at - b.at);
  return {
    tags: tags ?? {},
    within({ fromMs, toMs }) {
      // The first interval begins before the range, and holds only what lies in it.
      const within = ascending.filter(({ at }) => at < toMs && (at >= fromMs || ascending[0]?.at === at));
      const column = (place: number): readonly Value[] => within.map(({ values }) => values[place] ?? null);
      const named = columns.slice(1).map((name, place) => [name, column(place)] as const);
      return { at: within.map(({ at }) => at), columns: new Map(named) };
    },
  };
}
