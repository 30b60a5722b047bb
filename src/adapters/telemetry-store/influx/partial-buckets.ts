import type { SeriesPoints } from '../../../ports/telemetry-store.js';
import { type Cell, numberOf } from './influxql.js';

/** What is known of one bucket from part of its rows; two of them merge into what is known from both. */
interface PartialBucket {
  at: number;
  sum: number;
  count: number;
  min: number;
  max: number;
  score: number;
  banded: number;
  expected: number;
  lower: number;
  upper: number;
}

/** Aggregates of raw rows, in the order in which `PartialBuckets` takes the columns after the time. */
export const rawAggregates =
  'sum("value"), count("value"), min("value"), max("value"), max("score"), ' +
  'count("expected"), sum("expected"), sum("lower"), sum("upper")';

/** The same from the rows of a tier, which hold means: each weighs as much as it stands for. */
export const tierAggregates =
  'sum("value_sum"), sum("count"), min("min"), max("max"), max("score"), ' +
  'sum("banded"), sum("expected_sum"), sum("lower_sum"), sum("upper_sum")';
export const tierColumns =
  '"value" * "count" AS "value_sum", "count", "min", "max", "score", "banded", ' +
  '"expected" * "banded" AS "expected_sum", "lower" * "banded" AS "lower_sum", "upper" * "banded" AS "upper_sum"';

/** Merges the answers to one question that was put to several tiers. */
export class PartialBuckets {
  readonly #buckets = new Map<number, PartialBucket>();

  add(rows: readonly (readonly Cell[])[]): void {
    for (const row of rows) this.#add(row);
  }

  /** The oldest buckets that hold a point. */
  points(limit: number): SeriesPoints {
    const buckets = [...this.#buckets.values()]
      .filter(({ count }) => count > 0)
      .sort((a, b) => a.at - b.at)
      .slice(0, limit);
    const column = (of: (bucket: PartialBucket) => number) => Float64Array.from(buckets, of);
    const mean = (sum: number, count: number) => (count > 0 ? sum / count : Number.NaN);
    return {
      at: column(({ at }) => at),
      value: column(({ sum, count }) => mean(sum, count)),
      score: column(({ score }) => score),
      expected: column(({ expected, banded }) => mean(expected, banded)),
      lower: column(({ lower, banded }) => mean(lower, banded)),
      upper: column(({ upper, banded }) => mean(upper, banded)),
      min: column(({ min }) => min),
      max: column(({ max }) => max),
    };
  }

  #add(row: readonly Cell[]): void {
    const [at = 0, sum = 0, count = 0, min = 0, max = 0, score = 0, banded = 0, expected = 0, lower = 0, upper = 0] =
      row.map(numberOf);
    const part = {
      ...{ at, sum: orZero(sum), count: orZero(count), min, max, score },
      ...{ banded: orZero(banded), expected: orZero(expected), lower: orZero(lower), upper: orZero(upper) },
    };
    const known = this.#buckets.get(at);
    if (!known) {
      this.#buckets.set(at, part);
      return;
    }
    for (const name of ['sum', 'count', 'banded', 'expected', 'lower', 'upper'] as const) known[name] += part[name];
    known.min = eitherOr(known.min, part.min, Math.min);
    known.max = eitherOr(known.max, part.max, Math.max);
    known.score = eitherOr(known.score, part.score, Math.max);
  }
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

/** NaN stands for nothing, so the other one counts. */
function eitherOr(a: number, b: number, choose: (a: number, b: number) => number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : choose(a, b);
}
