import type { AggregateCall } from '../../domain/influxql/aggregate-rows.js';
import { type Expression, namesIn } from '../../domain/influxql/expression.js';
import { noRows, type TaggedRows } from '../../domain/influxql/rows.js';
import { filterRows } from '../../domain/influxql/select-rows.js';
import type { Grouping } from '../../domain/influxql/statement.js';
import type { ReadBudget } from './limits.js';
import { preparedColumns, type SeriesSet, type TimeRange } from './measurement.js';

/** What a statement asks of each of its series. */
export interface ReadPlan {
  readonly range: TimeRange;
  readonly fields: readonly string[];
  readonly calls: readonly AggregateCall[];
  readonly interval: Grouping['interval'];
  /** Conditions that need the point and not only the tags. */
  readonly rowConditions: readonly Expression[];
  /** Rows of each series that the answer can use at most; undefined: all. */
  readonly mostRows: number | undefined;
}

/** Without intervals, a range longer than this is read in steps of a minute. */
const longestRawMs = 2 * 3_600_000;
const minuteMs = 60_000;

/**
 * Reads what the plan needs of the series at these places, one after the other, in the cheapest way that answers it:
 * the newest rows, rows that the store prepares by step, or all of them.
 *
 * From prepared steps the mean of an interval over several series is the mean of their means. InfluxDB weighs each
 * point instead; the two differ only where the series report unequally often.
 */
export async function* readRows(
  series: SeriesSet,
  places: readonly number[],
  plan: ReadPlan,
  budget: ReadBudget,
): AsyncGenerator<TaggedRows> {
  let next = 0;
  for await (const rows of read(series, places, plan, budget)) {
    const tags = series.tags[places[next] ?? -1] ?? {};
    next += 1;
    yield rows.at.length === 0 ? { tags, rows: noRows } : filterRows({ tags, rows }, plan.rowConditions);
  }
}

function read(series: SeriesSet, places: readonly number[], plan: ReadPlan, budget: ReadBudget) {
  const limit = budget.remaining + 1;
  const fields = [...plan.fields, ...plan.rowConditions.flatMap(namesIn)];
  const reading = { range: plan.range, fields, limit: Math.min(limit, plan.mostRows ?? limit), budget };
  const stepMs = stepOf(plan);
  if (stepMs !== undefined && series.readSteps) return series.readSteps(places, reading, stepMs);
  if (wantsNewest(plan) && series.readNewest) return series.readNewest(places, reading);
  return series.read(places, reading);
}

function stepOf({ calls, interval, range, rowConditions }: ReadPlan): number | undefined {
  const isPrepared = calls.every(({ call, field }) => preparedColumns.has(`${call.name}(${field})`));
  if (calls.length === 0 || !isPrepared || rowConditions.length > 0) return undefined;
  if (!interval) return range.toMs - range.fromMs > longestRawMs ? minuteMs : undefined;
  const isAligned = Number.isInteger(interval.widthMs) && interval.offsetMs % interval.widthMs === 0;
  return isAligned ? interval.widthMs : undefined;
}

function wantsNewest({ calls, interval, rowConditions }: ReadPlan): boolean {
  return calls.length > 0 && !interval && rowConditions.length === 0 && calls.every(({ call }) => call.name === 'last');
}
