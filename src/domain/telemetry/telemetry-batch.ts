import type { BatchScores } from './batch-scores.js';

/**
 * A batch of points as parallel columns: point `i` is `values[i]` of series `seriesIds[i]` at `at[i]` (epoch ms, UTC).
 * Values are in the series' SI unit and finite. Points of one series are in the order in which they arrived.
 */
export interface TelemetryBatch {
  readonly length: number;
  readonly seriesIds: Int32Array;
  readonly at: Float64Array;
  readonly values: Float64Array;
  /** What a process elsewhere has judged of these points, so that nobody else does; absent while they are to be scored. */
  readonly scores?: BatchScores;
}

/** Collects points into columns that double when full; `build` hands out exact-length views without copying. */
export class BatchBuilder {
  #length = 0;
  #seriesIds: Int32Array;
  #at: Float64Array;
  #values: Float64Array;

  constructor(capacity = 1024) {
    this.#seriesIds = new Int32Array(capacity);
    this.#at = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(seriesId: number, at: number, value: number): void {
    if (this.#length === this.#at.length) this.#grow();
    this.#seriesIds[this.#length] = seriesId;
    this.#at[this.#length] = at;
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** The columns so far. The builder must not be used afterwards: the batch shares its memory. */
  build(): TelemetryBatch {
    return {
      length: this.#length,
      seriesIds: this.#seriesIds.subarray(0, this.#length),
      at: this.#at.subarray(0, this.#length),
      values: this.#values.subarray(0, this.#length),
    };
  }

  #grow(): void {
    const capacity = Math.max(16, this.#at.length * 2);
    const seriesIds = new Int32Array(capacity);
    const at = new Float64Array(capacity);
    const values = new Float64Array(capacity);
    seriesIds.set(this.#seriesIds);
    at.set(this.#at);
    values.set(this.#values);
    this.#seriesIds = seriesIds;
    this.#at = at;
    this.#values = values;
  }
}

/** A batch from a list of points; for the edges and for tests, not for the hot path. */
export function batchOf(points: readonly { seriesId: number; at: number; value: number }[]): TelemetryBatch {
  const builder = new BatchBuilder(points.length);
  for (const point of points) builder.push(point.seriesId, point.at, point.value);
  return builder.build();
}
