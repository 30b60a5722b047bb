import { DOUBLE, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import type { LatestPoint } from '../../../ports/telemetry-store.js';
import { appendColumns } from './append-columns.js';
import { readColumns } from './read-columns.js';

/** The newest point of each series, in memory: 16 bytes a series. Series ids are dense, so they are the index. */
export class NewestPoints {
  #at = new Float64Array(0);
  #values = new Float64Array(0);

  /** Takes over a batch; of two points at one time the later one stays. */
  learn(seriesIds: ArrayLike<number>, at: ArrayLike<number>, values: ArrayLike<number>): void {
    for (let index = 0; index < seriesIds.length; index += 1) {
      const id = seriesIds[index] ?? 0;
      const time = at[index] ?? Number.NaN;
      if (id >= this.#at.length) this.#grow(id + 1);
      if (time < (this.#at[id] ?? Number.NEGATIVE_INFINITY)) continue;
      this.#at[id] = time;
      this.#values[id] = values[index] ?? Number.NaN;
    }
  }

  learnBatch(batch: TelemetryBatch): void {
    this.learn(batch.seriesIds, batch.at.map(Math.round), batch.values);
  }

  of(seriesIds: readonly number[]): readonly LatestPoint[] {
    return seriesIds.flatMap((seriesId) => {
      const at = this.#at[seriesId];
      const value = this.#values[seriesId];
      return at === undefined || value === undefined || at === Number.NEGATIVE_INFINITY
        ? []
        : [{ seriesId, at, value }];
    });
  }

  /** Reads what `save` kept and what was appended since; the cost is bounded by the series and the recent rows. */
  async load(connection: DuckDBConnection): Promise<void> {
    const sources = [
      'SELECT series::DOUBLE, at_ms, value FROM newest',
      'SELECT series::DOUBLE, max(at_ms), arg_max(value, row(at_ms, rowid)) FROM points_recent GROUP BY series',
    ];
    for (const sql of sources) {
      const [series, at, values] = await readColumns(connection, sql);
      if (series && at && values) this.learn(series, at, values);
    }
  }

  /** Writes all of it; part of the roll-up's transaction, because the recent rows leave in it. */
  async save(connection: DuckDBConnection): Promise<void> {
    const ids = [...this.#at.keys()].filter((id) => this.#at[id] !== Number.NEGATIVE_INFINITY);
    await connection.run('DELETE FROM newest');
    const columns = [
      { type: INTEGER, values: ids },
      { type: DOUBLE, values: ids.map((id) => this.#at[id] ?? Number.NaN) },
      { type: DOUBLE, values: ids.map((id) => this.#values[id] ?? Number.NaN) },
    ];
    await appendColumns(connection, 'newest', columns, ids.length);
  }

  #grow(least: number): void {
    const capacity = Math.max(1024, least, this.#at.length * 2);
    const at = new Float64Array(capacity).fill(Number.NEGATIVE_INFINITY);
    const values = new Float64Array(capacity);
    at.set(this.#at);
    values.set(this.#values);
    this.#at = at;
    this.#values = values;
  }
}
