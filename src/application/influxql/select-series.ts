import { aggregateCalls, aggregateRows, intervalStart } from '../../domain/influxql/aggregate-rows.js';
import { conditionsOf } from '../../domain/influxql/conditions.js';
import { callsIn, type Expression, namesIn } from '../../domain/influxql/expression.js';
import { fillRows } from '../../domain/influxql/fill.js';
import { statementError } from '../../domain/influxql/influxql-error.js';
import { columnNames } from '../../domain/influxql/names-of-columns.js';
import type { ResultRow, ResultSeries, TaggedRows, Tags } from '../../domain/influxql/rows.js';
import { plainRows, tagsFit } from '../../domain/influxql/select-rows.js';
import type { Column, Page, SelectStatement, Source } from '../../domain/influxql/statement.js';
import { admitRows, admitSeries, ReadBudget } from './limits.js';
import type { Measurement, TimeRange } from './measurement.js';
import type { MeasurementCatalogue } from './measurement-catalogue.js';
import { type ReadPlan, readRows } from './read-plan.js';
import { resultMeasurement } from './result-measurement.js';

const anyTime: TimeRange = { fromMs: -Infinity, toMs: Infinity };

/** Answers SELECT statements. One object answers one statement, so that its subqueries share the limits. */
export class SeriesSelection {
  readonly #budget = new ReadBudget();

  constructor(
    private readonly catalogue: MeasurementCatalogue,
    private readonly nowMs: number,
  ) {}

  /** `outer` is the range of the query around it, which holds for a subquery too. */
  async select(statement: SelectStatement, outer: TimeRange = anyTime): Promise<readonly ResultSeries[]> {
    const { fromMs = -Infinity, toMs = Infinity, others } = conditionsOf(statement.where, this.nowMs);
    // Without an end, intervals would go on into the future.
    const openEnd = statement.groupBy.interval ? this.nowMs + 1 : Infinity;
    const range = {
      fromMs: Math.max(fromMs, outer.fromMs),
      toMs: Math.min(toMs, outer.toMs === Infinity && toMs === Infinity ? openEnd : outer.toMs),
    };
    const found: ResultSeries[] = [];
    for (const source of statement.from) {
      for (const measurement of await this.#measurements(source, range)) {
        found.push(...(await this.#selectFrom(measurement, statement, range, others)));
      }
    }
    return pageOf(found, statement.series);
  }

  async #measurements(source: Source, range: TimeRange): Promise<readonly Measurement[]> {
    if (source.kind !== 'subquery') return this.catalogue.from(source);
    return resultMeasurement(await this.select(source.statement, range));
  }

  async #selectFrom(
    measurement: Measurement,
    statement: SelectStatement,
    range: TimeRange,
    conditions: readonly Expression[],
  ): Promise<readonly ResultSeries[]> {
    const isTag = (name: string) => !Object.hasOwn(measurement.fields, name);
    const tagConditions = conditions.filter((condition) => namesIn(condition).every(isTag));
    const series = await measurement.series(range, (tags) =>
      tagConditions.every((condition) => tagsFit(tags, condition)),
    );
    admitSeries(series.tags.length);
    const usedTags = measurement.tagKeys.filter((key) => series.tags.some((tags) => (tags[key] ?? '') !== ''));
    const groupTags = groupTagsOf(usedTags, statement);
    const columns = expanded(statement.columns, [...Object.keys(measurement.fields), ...usedTags], groupTags);
    const calls = aggregateCalls(columns);
    refuseMixtures(columns, calls.length > 0);
    const fields = columns.flatMap(({ expression }) => namesIn(expression)).filter((name) => !isTag(name));
    const plan: ReadPlan = {
      range,
      fields,
      calls,
      interval: statement.groupBy.interval,
      rowConditions: conditions.filter((condition) => !tagConditions.includes(condition)),
      mostRows: usableRows(statement, fields, conditions),
    };
    const groups = grouped(series.tags, groupTags);
    const places = groups.flatMap((group) => group.places);
    const found: ResultSeries[] = [];
    let total = 0;
    for await (const { group, members } of together(groups, readRows(series, places, plan, this.#budget))) {
      const rows = rowsOf(members, columns, plan, statement);
      if (rows.length === 0) continue;
      const tags = groupTags.length === 0 ? undefined : group.tags;
      found.push({ name: measurement.name, tags, columns: ['time', ...columnNames(columns)], rows });
      total += rows.length;
      admitRows(total);
    }
    return found;
  }
}

/** The answer of one group, of all that is read of its members. */
function rowsOf(
  members: readonly TaggedRows[],
  columns: readonly Column[],
  plan: ReadPlan,
  statement: SelectStatement,
): readonly ResultRow[] {
  const { fromMs } = plan.range;
  const startMs = Number.isFinite(fromMs) ? fromMs : 0;
  const rows =
    plan.calls.length === 0
      ? plainRows(members, columns, plan.fields)
      : filled(
          aggregateRows(members, columns, plan.calls, { interval: plan.interval, startMs }),
          columns,
          plan,
          statement,
        );
  return pageOf(statement.newestFirst ? [...rows].reverse() : rows, statement.rows);
}

function filled(
  rows: readonly ResultRow[],
  columns: readonly Column[],
  { interval, range }: ReadPlan,
  { fill }: SelectStatement,
): readonly ResultRow[] {
  const [first] = rows;
  if (!interval || !first) return rows;
  const firstAt = Number.isFinite(range.fromMs) ? intervalStart(range.fromMs, interval) : first.at;
  const lastAt = intervalStart(range.toMs - 1, interval);
  if (fill.kind !== 'none') admitRows((lastAt - firstAt) / interval.widthMs);
  const empty = columns.map(({ expression }) => (callsIn(expression)[0]?.name === 'count' ? 0 : null));
  return fillRows(rows, fill, { firstAt, lastAt, widthMs: interval.widthMs }, empty);
}

function groupTagsOf(usedTags: readonly string[], { groupBy }: SelectStatement): readonly string[] {
  const more = usedTags.filter((key) => groupBy.everyTag || groupBy.patterns.some((pattern) => pattern.test(key)));
  return [...new Set([...groupBy.tags, ...more])].sort();
}

/** `*` is every field, and every tag that is not grouped by. */
function expanded(
  columns: readonly Column[],
  known: readonly string[],
  groupTags: readonly string[],
): readonly Column[] {
  const names = known.filter((name) => !groupTags.includes(name)).sort();
  const everything = names.map((name): Column => ({ expression: { kind: 'name', name }, alias: undefined }));
  const named = columns.flatMap((column) => (column.expression.kind === 'everything' ? everything : [column]));
  // Every row has its time already.
  return named.filter(({ expression }) => !(expression.kind === 'name' && expression.name.toLowerCase() === 'time'));
}

function refuseMixtures(columns: readonly Column[], hasCalls: boolean): void {
  const isBare = ({ expression }: Column) => callsIn(expression).length === 0;
  if (hasCalls && columns.some(isBare)) {
    throw statementError('mixing aggregate and non-aggregate queries is not supported');
  }
}

/** A page of plain rows from the start needs no more than its end from any series. */
function usableRows(
  { columns, newestFirst, rows }: SelectStatement,
  fields: readonly string[],
  conditions: readonly Expression[],
): number | undefined {
  const isPlain = columns.every(({ expression }) => callsIn(expression).length === 0);
  // Only a value is in every row; a row without any selected field does not count.
  const isWhole = isPlain && !newestFirst && conditions.length === 0 && fields.includes('value');
  return isWhole && rows.limit !== undefined ? rows.offset + rows.limit : undefined;
}

interface Group {
  readonly tags: Tags;
  readonly places: number[];
}

/** Places of the series with the same values of these tags, in the order of the values. */
function grouped(series: readonly Tags[], groupTags: readonly string[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [place, tags] of series.entries()) {
    const values = groupTags.map((key) => [key, tags[key] ?? ''] as const);
    const key = JSON.stringify(values.map(([, value]) => value));
    const group = groups.get(key);
    if (group) group.places.push(place);
    else groups.set(key, { tags: Object.fromEntries(values), places: [place] });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** Gathers what is read one series after the other into the groups, whose members follow each other. */
async function* together(
  groups: readonly Group[],
  reading: AsyncIterable<TaggedRows>,
): AsyncGenerator<{ group: Group; members: readonly TaggedRows[] }> {
  const waiting = groups.values();
  let group = waiting.next().value;
  let members: TaggedRows[] = [];
  for await (const rows of reading) {
    members.push(rows);
    if (!group || members.length < group.places.length) continue;
    yield { group, members };
    group = waiting.next().value;
    members = [];
  }
}

function pageOf<T>(items: readonly T[], { limit, offset }: Page): readonly T[] {
  return offset === 0 && limit === undefined
    ? items
    : items.slice(offset, limit === undefined ? undefined : offset + limit);
}
