import type { AggregateTable } from './aggregate-tables.js';
import { lineMeasurement, lineTag } from './influx-names.js';
import { minuteMs } from './influx-times.js';

const minutesPerHour = 60;

/** Fields of a tier's row. Means carry their plain names, so that a query for raw rows reads tiers as well. */
const fields = ['value', 'count', 'min', 'max', 'score', 'expected', 'lower', 'upper', 'scored', 'banded'] as const;
type Field = (typeof fields)[number];

const fieldOf: Readonly<Record<string, Field>> = {
  'mean value': 'value',
  'count value': 'count',
  'min value': 'min',
  'max value': 'max',
  'max score': 'score',
  'mean expected': 'expected',
  'mean lower': 'lower',
  'mean upper': 'upper',
  'count score': 'scored',
  'count expected': 'banded',
};

/** The tiers' rows of one measurement and one hour, put together from aggregates as they come. */
export class TierRows {
  /** By tags as a line has them: the fields of minute 0, then of minute 1, ...; NaN where there is none. */
  readonly #byTags = new Map<string, Float64Array>();

  constructor(
    private readonly measurement: string,
    private readonly hourStartMs: number,
  ) {}

  add({ aggregate, field, at, values, asset, component }: AggregateTable): void {
    const name = fieldOf[`${aggregate} ${field}`];
    if (!name) return;
    const tags = lineTag('asset', asset) + lineTag('component', component);
    let minutes = this.#byTags.get(tags);
    if (!minutes) {
      minutes = new Float64Array(minutesPerHour * fields.length).fill(Number.NaN);
      this.#byTags.set(tags, minutes);
    }
    const column = fields.indexOf(name);
    for (const [row, time] of at.entries()) {
      minutes[((time - this.hourStartMs) / minuteMs) * fields.length + column] = values[row] ?? Number.NaN;
    }
  }

  /** Lines of the minute tier and of the hour tier, a piece of each for every series. */
  *lines(): Generator<{ minutes: string; hour: string }> {
    for (const [tags, minutes] of this.#byTags) {
      const head = `${lineMeasurement(this.measurement)}${tags} `;
      let text = '';
      for (let minute = 0; minute < minutesPerHour; minute += 1) {
        const row = minutes.subarray(minute * fields.length, (minute + 1) * fields.length);
        text += lineOf(head, row, this.hourStartMs + minute * minuteMs);
      }
      const hour = Float64Array.from(fields, (name) => hourValue(minutes, name));
      yield { minutes: text, hour: lineOf(head, hour, this.hourStartMs) };
    }
  }
}

/** `row` has a value for each of `fields`. A loop, because there is a line for every series and minute. */
function lineOf(head: string, row: Float64Array, at: number): string {
  let known = '';
  for (let place = 0; place < fields.length; place += 1) {
    const value = row[place] ?? Number.NaN;
    if (!Number.isNaN(value)) known += `${known === '' ? '' : ','}${fields[place]}=${value}`;
  }
  return known === '' ? '' : `${head}${known} ${at}\n`;
}

function hourValue(minutes: Float64Array, name: Field): number {
  const column = columnOf(minutes, name);
  switch (name) {
    case 'value':
      return weightedMean(column, columnOf(minutes, 'count'));
    case 'expected':
    case 'lower':
    case 'upper':
      return weightedMean(column, columnOf(minutes, 'banded'));
    case 'min':
      return fold(column, Math.min);
    case 'max':
    case 'score':
      return fold(column, Math.max);
    case 'count':
    case 'scored':
    case 'banded':
      return fold(column, (a, b) => a + b);
  }
}

function columnOf(minutes: Float64Array, name: Field): number[] {
  const column: number[] = [];
  for (let index = fields.indexOf(name); index < minutes.length; index += fields.length) {
    column.push(minutes[index] ?? Number.NaN);
  }
  return column;
}

/** Folds what is known; NaN when nothing is. */
function fold(column: readonly number[], choose: (a: number, b: number) => number): number {
  const known = column.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((a, b) => choose(a, b));
}

function weightedMean(means: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  let weight = 0;
  for (const [index, mean] of means.entries()) {
    if (Number.isNaN(mean)) continue;
    sum += mean * (weights[index] ?? 0);
    weight += weights[index] ?? 0;
  }
  return weight === 0 ? Number.NaN : sum / weight;
}
