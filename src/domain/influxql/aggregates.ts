import type { Value } from './rows.js';

type Present = Exclude<Value, null>;

/** A value that an aggregate gives, with the time of its point where it is one of the points. */
export interface Chosen {
  readonly value: Value;
  readonly at?: number;
}

/** Makes one value (or a few) of the points of an interval. Points come in any order. */
export interface Aggregate {
  add(value: Present, at: number): void;
  /** Empty when no point fits. */
  results(): readonly Chosen[];
}

/** Every aggregate by its InfluxQL name; `parameter` is the second argument. */
export const aggregates = {
  count: () => folded(0, (count) => count + 1),
  sum: () => ofNumbers((numbers) => numbers.reduce((sum, value) => sum + value, 0)),
  mean: () => new Mean(),
  median: () => ofNumbers(median),
  stddev: () => ofNumbers(standardDeviation),
  spread: () => ofNumbers((numbers) => greatest(numbers) - least(numbers)),
  percentile: (parameter: number) => new Percentile(parameter),
  min: () => new Selected((value, best) => value.value < best.value),
  max: () => new Selected((value, best) => value.value > best.value),
  first: () => new Selected((value, best) => value.at < best.at),
  last: () => new Selected((value, best) => value.at >= best.at),
  distinct: () => new Distinct(),
} as const satisfies Record<string, (parameter: number) => Aggregate>;

export type AggregateName = keyof typeof aggregates;

export function isAggregate(name: string): name is AggregateName {
  return Object.hasOwn(aggregates, name);
}

function folded(start: number, step: (value: number) => number): Aggregate {
  let value = start;
  return {
    add: () => (value = step(value)),
    results: () => (value === start ? [] : [{ value }]),
  };
}

/** Keeps the numbers of the interval, for what cannot be had without all of them. */
function ofNumbers(summarise: (numbers: readonly number[]) => number | null): Aggregate {
  const numbers: number[] = [];
  return {
    add(value) {
      if (typeof value === 'number') numbers.push(value);
    },
    results: () => (numbers.length === 0 ? [] : [{ value: summarise(numbers) }]),
  };
}

class Mean implements Aggregate {
  #sum = 0;
  #count = 0;

  add(value: Present): void {
    if (typeof value !== 'number') return;
    this.#sum += value;
    this.#count += 1;
  }

  results(): readonly Chosen[] {
    return this.#count === 0 ? [] : [{ value: this.#sum / this.#count }];
  }
}

interface Point {
  readonly value: Present;
  readonly at: number;
}

class Selected implements Aggregate {
  #best: Point | undefined;

  constructor(private readonly isBetter: (value: Point, best: Point) => boolean) {}

  add(value: Present, at: number): void {
    const point = { value, at };
    if (!this.#best || this.isBetter(point, this.#best)) this.#best = point;
  }

  results(): readonly Chosen[] {
    return this.#best ? [this.#best] : [];
  }
}

/** InfluxDB's nearest rank: the point below whose value N percent lie; none when N is out of range. */
class Percentile implements Aggregate {
  readonly #points: { readonly value: number; readonly at: number }[] = [];

  constructor(private readonly percent: number) {}

  add(value: Present, at: number): void {
    if (typeof value === 'number') this.#points.push({ value, at });
  }

  results(): readonly Chosen[] {
    const rank = Math.floor((this.#points.length * this.percent) / 100 + 0.5) - 1;
    const point = [...this.#points].sort((a, b) => a.value - b.value)[rank];
    return point ? [point] : [];
  }
}

/** Each value once, in the order in which they first occurred. */
class Distinct implements Aggregate {
  readonly #firstAt = new Map<Present, number>();

  add(value: Present, at: number): void {
    this.#firstAt.set(value, Math.min(at, this.#firstAt.get(value) ?? at));
  }

  results(): readonly Chosen[] {
    return [...this.#firstAt].sort(([, a], [, b]) => a - b).map(([value]) => ({ value }));
  }
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}

function median(numbers: readonly number[]): number {
  const sorted = ascending(numbers);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** Of a sample (n − 1); null for fewer than two values. */
function standardDeviation(numbers: readonly number[]): number | null {
  if (numbers.length < 2) return null;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (numbers.length - 1));
}

const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity);
