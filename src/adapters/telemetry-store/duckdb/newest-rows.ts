import { DOUBLE, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import type { LatestPoint } from '../../../ports/telemetry-store.js';
import { appendColumns } from './append-columns.js';
import { readColumns } from './read-columns.js';
import type { TableFamily } from './schema.js';

/** Time and first column of the newest row of each series, in memory: 16 bytes a series. Ids are dense, so they are the index. */
export class NewestRows {
  #at = new Float64Array(0);
  #values = new Float64Array(0);

  constructor(private readonly family: TableFamily) {}

  /**
   * Takes over rows; of two at one time the later one stays. Returns whether each was newer than all that its series
   * had, in which case none of them can replace a row.
   */
  learn(seriesIds: ArrayLike<number>, at: ArrayLike<number>, values: ArrayLike<number>): boolean {
    let isAscending = true;
    for (let index = 0; index < seriesIds.length; index += 1) {
      const id = seriesIds[index] ?? 0;
      const time = at[index] ?? Number.NaN;
      if (id >= this.#at.length) this.#grow(id + 1);
      const newest = this.#at[id] ?? Number.NEGATIVE_INFINITY;
      if (time <= newest) isAscending = false;
      if (time < newest) continue;
      this.#at[id] = time;
      this.#values[id] = values[index] ?? Number.NaN;
    }
    return isAscending;
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
    const { name, columns } = this.family;
    const sources = [
      `SELECT series::DOUBLE, at_ms, value FROM ${name}_newest`,
      `SELECT series::DOUBLE, max(at_ms), arg_max(${columns[0]}, row(at_ms, rowid))::DOUBLE FROM ${name}_recent GROUP BY series`,
    ];
    for (const sql of sources) {
      const [series, at, values] = await readColumns(connection, sql);
      if (series && at && values) this.learn(series, at, values);
    }
  }

  /** Writes all of it; part of the roll-up's transaction, because the recent rows leave in it. */
  async save(connection: DuckDBConnection): Promise<void> {
    const ids = [...this.#at.keys()].filter((id) => this.#at[id] !== Number.NEGATIVE_INFINITY);
    await connection.run(`DELETE FROM ${this.family.name}_newest`);
    const columns = [
      { type: INTEGER, values: ids },
      { type: DOUBLE, values: ids.map((id) => this.#at[id] ?? Number.NaN) },
      { type: DOUBLE, values: ids.map((id) => this.#values[id] ?? Number.NaN) },
    ];
    await appendColumns(connection, `${this.family.name}_newest`, columns, ids.length);
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
