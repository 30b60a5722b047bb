import { DomainError } from '../../../domain/errors.js';
import { newestTimeMs, oldestTimeMs } from './influx-times.js';
import type { LineWriter } from './line-writer.js';
import type { LineBatch, SeriesHeads } from './series-lines.js';
import { type LanePiece, WriteLane } from './write-lane.js';

/** Requests under way at a time: four write twice as fast as one, more do not help. */
const laneCount = 4;

/** Rows that did not get into the store although the write succeeded, with the reason. */
export interface Unstorable {
  readonly reason: 'beyond_retention' | 'time_out_of_range';
  readonly rows: number;
}

/**
 * Spreads batches over lanes that write at the same time. A series always takes the same lane and a lane writes one
 * request after the other, so of two values with one identity the later one stays. Appends wait for each other in the
 * lanes; when more rows wait than `maxWaitingRows`, further ones are refused with `overloaded` (retriable).
 */
export class WriteLanes {
  readonly #lanes: readonly WriteLane[];
  #waitingRows = 0;

  constructor(
    writer: LineWriter,
    private readonly heads: SeriesHeads,
    bucket: string,
    private readonly maxWaitingRows: number,
  ) {
    this.#lanes = Array.from({ length: laneCount }, () => new WriteLane(writer, bucket));
  }

  /** Resolves when every row is acknowledged; rejects when one is not, after the lanes have ended their work on it. */
  async append(batch: LineBatch): Promise<readonly Unstorable[]> {
    // One batch is taken whatever its size, or it could never be written.
    if (this.#waitingRows > 0 && this.#waitingRows + batch.length > this.maxWaitingRows) {
      throw new DomainError('overloaded', `${this.#waitingRows} rows wait for InfluxDB already.`, { retriable: true });
    }
    this.#waitingRows += batch.length;
    try {
      const { byLane, outOfRange } = spread(batch);
      const written = this.#lanes.flatMap((lane, index) => {
        const rows = byLane[index];
        return rows && rows.length > 0 ? [lane.write(this.#pieceOf(batch, rows))] : [];
      });
      const results = await Promise.allSettled(written);
      let expired = 0;
      for (const result of results) {
        if (result.status === 'rejected') throw result.reason;
        expired += result.value;
      }
      return [
        { reason: 'beyond_retention', rows: expired },
        { reason: 'time_out_of_range', rows: outOfRange },
      ];
    } finally {
      this.#waitingRows -= batch.length;
    }
  }

  /** Resolves when the lanes are empty. */
  async idle(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.idle()));
  }

  #pieceOf(batch: LineBatch, rows: Int32Array): LanePiece {
    return { rows: rows.length, lines: (start, end) => this.#linesOf(batch, rows.subarray(start, end)) };
  }

  #linesOf(batch: LineBatch, rows: Int32Array): string {
    let lines = '';
    for (const row of rows) {
      const head = this.heads.headOf(batch.seriesIds[row] ?? 0);
      lines += `${head}${batch.fieldsOf(row)} ${Math.round(batch.at[row] ?? Number.NaN)}\n`;
    }
    return lines;
  }
}

/** The rows of each lane in their order, without those whose time InfluxDB cannot keep. */
function spread({ length, seriesIds, at }: LineBatch): { byLane: Int32Array[]; outOfRange: number } {
  const byLane = Array.from({ length: laneCount }, () => new Int32Array(length));
  const lengths = new Int32Array(laneCount);
  let outOfRange = 0;
  for (let row = 0; row < length; row += 1) {
    const ms = at[row] ?? Number.NaN;
    if (!(ms >= oldestTimeMs && ms <= newestTimeMs)) {
      outOfRange += 1;
      continue;
    }
    const lane = (seriesIds[row] ?? 0) % laneCount;
    const position = lengths[lane] ?? 0;
    const rows = byLane[lane];
    if (rows) rows[position] = row;
    lengths[lane] = position + 1;
  }
  return { byLane: byLane.map((rows, lane) => rows.subarray(0, lengths[lane])), outOfRange };
}
