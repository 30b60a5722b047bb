import { crc32 } from 'node:zlib';
import { scoreColumns } from '../../../domain/telemetry/batch-scores.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';

/**
 * A batch as it lies in a segment file, little-endian, a multiple of 8 bytes so that columns read from an aligned
 * buffer are aligned too:
 *
 * | byte | what |
 * |---|---|
 * | 0 | u32 length of the record, u32 CRC-32 of everything after these two |
 * | 8 | f64 offset |
 * | 16 | f64 points of all records up to and including this one, since the folder was made |
 * | 24 | u32 points in this record, u32 where in the file the write that carried it began |
 * | 32 | f64 times, f64 values, i32 series ids; of a batch with scores f32 score, expected, lower, upper; padding |
 *
 * The length tells whether a record has scores.
 */
const headerBytes = 32;
const checkedFrom = 8;
const pointBytes = 20;
const scoredPointBytes = pointBytes + scoreColumns.length * 4;

export interface StoredBatch {
  readonly offset: number;
  readonly batch: TelemetryBatch;
  /** Points of all batches up to and including this one. */
  readonly pointsThrough: number;
  /** Everything before this place in the file was on the disk when this record was written. */
  readonly writeBegan: number;
  readonly bytes: number;
}

/** What only the writer knows about a record. */
export interface RecordStamp {
  readonly offset: number;
  readonly pointsThrough: number;
  readonly writeBegan: number;
}

function recordBytes(points: number, isScored: boolean): number {
  return Math.ceil((headerBytes + points * (isScored ? scoredPointBytes : pointBytes)) / 8) * 8;
}

/** A copy of the batch in the form of a record, still without its stamp. */
export function encodeBatch(batch: TelemetryBatch): Uint8Array {
  const bytes = new Uint8Array(recordBytes(batch.length, batch.scores !== undefined));
  const columns = columnsOf(bytes, batch.length);
  columns.at.set(batch.at);
  columns.values.set(batch.values);
  columns.seriesIds.set(batch.seriesIds);
  for (const name of scoreColumns) if (batch.scores) columns.scores?.[name].set(batch.scores[name]);
  return bytes;
}

/** Completes a record in place. */
export function stampRecord(record: Uint8Array, points: number, stamp: RecordStamp): void {
  const view = viewOf(record);
  view.setUint32(0, record.length, true);
  view.setFloat64(8, stamp.offset, true);
  view.setFloat64(16, stamp.pointsThrough, true);
  view.setUint32(24, points, true);
  view.setUint32(28, stamp.writeBegan, true);
  view.setUint32(4, crc32(record.subarray(checkedFrom)), true);
}

/** A stamped record as readers will see it, without reading it again. */
export function decodeStamped(record: Uint8Array, points: number, stamp: RecordStamp): StoredBatch {
  return { ...stamp, batch: columnsOf(record, points), bytes: record.length };
}

/** Length of the record that begins at `position`, from its first bytes; undefined when no record can begin like this. */
export function recordLengthAt(bytes: Uint8Array, position: number): number | undefined {
  if (position + headerBytes > bytes.length) return undefined;
  const view = viewOf(bytes);
  const length = view.getUint32(position, true);
  const points = view.getUint32(position + 24, true);
  return length === recordBytes(points, false) || length === recordBytes(points, true) ? length : undefined;
}

/** The record at an 8-byte aligned `position`, its columns views of `bytes`; undefined when it is incomplete or damaged. */
export function decodeRecord(bytes: Uint8Array, position: number): StoredBatch | undefined {
  const length = recordLengthAt(bytes, position);
  if (length === undefined || position + length > bytes.length) return undefined;
  const record = bytes.subarray(position, position + length);
  const view = viewOf(record);
  if (crc32(record.subarray(checkedFrom)) !== view.getUint32(4, true)) return undefined;
  return {
    offset: view.getFloat64(8, true),
    batch: columnsOf(record, view.getUint32(24, true)),
    pointsThrough: view.getFloat64(16, true),
    writeBegan: view.getUint32(28, true),
    bytes: length,
  };
}

function columnsOf(record: Uint8Array, points: number): TelemetryBatch {
  const at = record.byteOffset + headerBytes;
  const batch = {
    length: points,
    at: new Float64Array(record.buffer, at, points),
    values: new Float64Array(record.buffer, at + points * 8, points),
    seriesIds: new Int32Array(record.buffer, at + points * 16, points),
  };
  if (record.length === recordBytes(points, false)) return batch;
  const column = (place: number) => new Float32Array(record.buffer, at + points * (pointBytes + place * 4), points);
  return { ...batch, scores: { score: column(0), expected: column(1), lower: column(2), upper: column(3) } };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
