import { noRows, type Rows, type Tags } from '../../domain/influxql/rows.js';
import type { ManyPointsQuery, SeriesPoints, TelemetryStore } from '../../ports/telemetry-store.js';
import { lookBack } from './look-back.js';
import type { Reading, SeriesSet } from './measurement.js';

/** Series of the telemetry store; `ids` and `tags` have the same order. */
export class StoredSeries implements SeriesSet {
  constructor(
    private readonly store: TelemetryStore,
    private readonly ids: readonly number[],
    readonly tags: readonly Tags[],
  ) {}

  async *read(places: readonly number[], reading: Reading): AsyncGenerator<Rows> {
    for await (const points of this.#points(places, reading)) yield rawRows(points);
  }

  async *readSteps(places: readonly number[], reading: Reading, stepMs: number): AsyncGenerator<Rows> {
    for await (const points of this.#points(places, reading, { stepMs })) yield steppedRows(points);
  }

  async *readNewest(places: readonly number[], { range, fields, limit, budget }: Reading): AsyncGenerator<Rows> {
    const isEnough = (points: SeriesPoints) => {
      const { columns } = rawRows(points);
      return fields.every((field) => lastValue(columns.get(field)) >= 0);
    };
    const ids = this.#idsAt(places);
    const found = new Map<number, Rows>();
    for await (const { seriesId, points } of lookBack(this.store, ids, {
      ...range,
      limit,
      scored: needsScores(fields),
      isEnough,
    })) {
      budget.spend(points.at.length);
      found.set(seriesId, newestOf(rawRows(points), fields));
    }
    for (const id of ids) yield found.get(id) ?? noRows;
  }

  async *#points(
    places: readonly number[],
    { range, fields, limit, budget }: Reading,
    step: Pick<ManyPointsQuery, 'stepMs'> = {},
  ): AsyncGenerator<SeriesPoints> {
    const query = { seriesIds: this.#idsAt(places), ...range, ...step, limit, scored: needsScores(fields) };
    for await (const { points } of this.store.readManyPoints(query)) {
      budget.spend(points.at.length);
      yield points;
    }
  }

  #idsAt(places: readonly number[]): readonly number[] {
    return places.flatMap((place) => this.ids[place] ?? []);
  }
}

function needsScores(fields: readonly string[]): boolean {
  return fields.some((field) => field !== 'value');
}

interface NumberRows {
  readonly at: Float64Array;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** Index of the last value that is there; -1 without one. */
function lastValue(column: Float64Array | undefined): number {
  return column?.findLastIndex((value) => !Number.isNaN(value)) ?? -1;
}

/** Copies of the rows with the newest value of each field, so that the batch that they were read in can go. */
function newestOf({ at, columns }: NumberRows, fields: readonly string[]): Rows {
  const places = fields.map((field) => lastValue(columns.get(field))).filter((place) => place >= 0);
  const kept = [...new Set(places)].sort((a, b) => a - b);
  const pick = (column: Float64Array) => Float64Array.from(kept, (place) => column[place] ?? NaN);
  return { at: pick(at), columns: new Map([...columns].map(([name, column]) => [name, pick(column)])) };
}

function rawRows({ at, value, score, expected, lower, upper }: SeriesPoints): NumberRows {
  return { at, columns: new Map(Object.entries({ value, score, expected, lower, upper })) };
}

function steppedRows(points: SeriesPoints): NumberRows {
  return {
    at: points.at,
    columns: new Map([
      ['mean(value)', points.value],
      ['min(value)', points.min],
      ['max(value)', points.max],
      ['max(score)', points.score],
      ['mean(expected)', points.expected],
      ['mean(lower)', points.lower],
      ['mean(upper)', points.upper],
    ]),
  };
}
