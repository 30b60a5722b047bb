import { conditionsOf } from '../../domain/influxql/conditions.js';
import type { ResultSeries, Tags } from '../../domain/influxql/rows.js';
import { tagsFit } from '../../domain/influxql/select-rows.js';
import type { Page, ShowStatement } from '../../domain/influxql/statement.js';
import type { Measurement } from './measurement.js';
import { isMatch, type MeasurementCatalogue } from './measurement-catalogue.js';

/** Answers of the SHOW statements: lists of names, without a column of time. */
export async function showNames(
  catalogue: MeasurementCatalogue,
  statement: ShowStatement,
  nowMs: number,
): Promise<readonly ResultSeries[]> {
  const asked =
    statement.what === 'measurements'
      ? catalogue.matching(statement.matching)
      : statement.from.length > 0
        ? statement.from.flatMap((source) => catalogue.from(source))
        : catalogue.all();
  const found: ResultSeries[] = [];
  const measurements: string[] = [];
  for (const measurement of asked) {
    const tags = await tagsOf(measurement, statement, nowMs);
    if (tags.length === 0) continue;
    measurements.push(measurement.name);
    if (statement.what !== 'measurements') found.push(namesOf(measurement, statement, tags));
  }
  if (statement.what === 'measurements') {
    return nonEmpty([
      table(
        'measurements',
        ['name'],
        measurements.map((name) => [name]),
        statement.rows,
      ),
    ]);
  }
  if (statement.what === 'series') {
    const keys = found.flatMap(({ rows }) => rows.map(({ values }) => values.map(String)));
    return nonEmpty([table('', ['key'], keys, statement.rows)]);
  }
  return nonEmpty(found);
}

/** The tags of the series that fit; `_name` in a condition is the measurement's own name. */
async function tagsOf(measurement: Measurement, { where }: ShowStatement, nowMs: number): Promise<readonly Tags[]> {
  const { fromMs = -Infinity, toMs = Infinity, others } = conditionsOf(where, nowMs);
  const fits = (tags: Tags) => others.every((condition) => tagsFit({ ...tags, _name: measurement.name }, condition));
  return (await measurement.series({ fromMs, toMs }, fits)).tags;
}

function namesOf(measurement: Measurement, statement: ShowStatement, tags: readonly Tags[]): ResultSeries {
  const { name, tagKeys, fields } = measurement;
  const { rows } = statement;
  switch (statement.what) {
    case 'tag keys': {
      const used = tagKeys.filter((key) => tags.some((one) => (one[key] ?? '') !== ''));
      return table(
        name,
        ['tagKey'],
        sorted(used).map((key) => [key]),
        rows,
      );
    }
    case 'field keys':
      return table(
        name,
        ['fieldKey', 'fieldType'],
        Object.entries(fields).map((field) => [...field]),
        rows,
      );
    case 'tag values': {
      const keys = sorted(tagKeys.filter((key) => isMatch(statement.matching, key)));
      const pairs = keys.flatMap((key) => sorted(tags.map((one) => one[key] ?? '')).map((value) => [key, value]));
      return table(
        name,
        ['key', 'value'],
        pairs.filter(([, value]) => value !== ''),
        rows,
      );
    }
    case 'series':
    case 'measurements':
      return table(
        name,
        ['key'],
        tags.map((one) => [seriesKeyOf(name, one)]),
        { limit: undefined, offset: 0 },
      );
  }
}

/** InfluxDB's key of a series: the measurement and its tags in order. */
function seriesKeyOf(name: string, tags: Tags): string {
  const pairs = Object.entries(tags).filter(([, value]) => value !== '');
  return [name, ...pairs.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`)].join(',');
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function table(
  name: string,
  columns: readonly string[],
  values: readonly (readonly string[])[],
  { limit, offset }: Page,
): ResultSeries {
  const page = values.slice(offset, limit === undefined ? undefined : offset + limit);
  return { name, tags: undefined, columns, rows: page.map((row) => ({ at: 0, values: row })) };
}

function nonEmpty(series: readonly ResultSeries[]): readonly ResultSeries[] {
  return series.filter(({ rows }) => rows.length > 0);
}
