import { type BatchScores, scoreColumns } from '../../../domain/telemetry/batch-scores.js';

/**
 * Points of one partition as they travel in a Kafka message, little-endian:
 *
 * | byte | what |
 * |---|---|
 * | 0 | `PLP` and the version: 1, or 2 with scores |
 * | 4 | u32 points, u32 series in the dictionary, u32 bytes of the dictionary |
 * | 16 | the dictionary: for each series a u16 length and its entry (`series-entry.ts`) |
 * | | f64 times (epoch ms), f64 values, u32 places in the dictionary |
 * | | in version 2: f32 score, expected, lower, upper, NaN where a point has none |
 *
 * Kafka guards the bytes with a checksum of its own, so that here only lengths and places are checked.
 */
const version = 1;
const scoredVersion = 2;
const magic = [0x50, 0x4c, 0x50];
const headerBytes = 16;
const pointBytes = 20;
const scoredPointBytes = pointBytes + scoreColumns.length * 4;
export const longestEntry = 0xffff;

/** Points to be encoded: `places[i]` is the place of point `i`'s series in `entries`. */
export interface OutgoingPoints {
  readonly length: number;
  readonly at: Float64Array;
  readonly values: Float64Array;
  readonly places: Int32Array;
  readonly entries: readonly Uint8Array[];
  readonly scores?: BatchScores;
}

/** A message read: the places of the entries in `bytes`, and columns of its own. */
export interface IncomingPoints {
  readonly length: number;
  readonly at: Float64Array;
  readonly values: Float64Array;
  /** In range of `entries`. */
  readonly places: Uint32Array;
  readonly bytes: Uint8Array;
  readonly scores?: BatchScores;
  readonly entries: readonly { readonly start: number; readonly end: number }[];
}

/** `newer` is a message of a version that this build does not know; `foreign` is none of Plenum's, or damaged. */
export type MessageRead =
  { readonly kind: 'points'; readonly points: IncomingPoints } | { readonly kind: 'newer' | 'foreign' };

/** Bytes of a message with these many points and entries of these many bytes. */
export function messageBytes(points: number, entries: number, entryBytes: number, isScored: boolean): number {
  return headerBytes + entries * 2 + entryBytes + points * (isScored ? scoredPointBytes : pointBytes);
}

export function encodePoints({ length, at, values, places, entries, scores }: OutgoingPoints): Buffer {
  const entryBytes = entries.reduce((sum, entry) => sum + entry.length, 0);
  const message = Buffer.allocUnsafe(messageBytes(length, entries.length, entryBytes, scores !== undefined));
  message.set([...magic, scores ? scoredVersion : version]);
  message.writeUInt32LE(length, 4);
  message.writeUInt32LE(entries.length, 8);
  message.writeUInt32LE(entries.length * 2 + entryBytes, 12);
  let position = headerBytes;
  for (const entry of entries) {
    message.writeUInt16LE(entry.length, position);
    message.set(entry, position + 2);
    position += 2 + entry.length;
  }
  for (const column of [at, values, places, ...(scores ? scoreColumns.map((name) => scores[name]) : [])]) {
    message.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), position);
    position += column.byteLength;
  }
  return message;
}

/** How many points a message says that it has, without reading it. */
export function pointsIn(message: Buffer): number {
  return message.length >= headerBytes ? message.readUInt32LE(4) : 0;
}

export function decodePoints(message: Buffer): MessageRead {
  if (message.length < headerBytes || magic.some((byte, i) => message[i] !== byte)) return { kind: 'foreign' };
  const found = message.readUInt8(3);
  if (found !== version && found !== scoredVersion) return { kind: 'newer' };
  const isScored = found === scoredVersion;
  const length = message.readUInt32LE(4);
  const columns = headerBytes + message.readUInt32LE(12);
  if (columns + length * (isScored ? scoredPointBytes : pointBytes) !== message.length) return { kind: 'foreign' };
  const entries = entriesOf(message, message.readUInt32LE(8), columns);
  if (!entries) return { kind: 'foreign' };
  // A copy, because columns must begin at a multiple of their width and the message may begin anywhere.
  const { buffer } = new Uint8Array(message.subarray(columns));
  const points = {
    length,
    at: new Float64Array(buffer, 0, length),
    values: new Float64Array(buffer, length * 8, length),
    places: new Uint32Array(buffer, length * 16, length),
    bytes: message,
    entries,
    ...(isScored && { scores: scoresAt(buffer, length) }),
  };
  const isWhole = points.places.every((place) => place < entries.length);
  return isWhole ? { kind: 'points', points } : { kind: 'foreign' };
}

function scoresAt(buffer: ArrayBuffer, length: number): BatchScores {
  const column = (place: number) => new Float32Array(buffer, length * (pointBytes + place * 4), length);
  return { score: column(0), expected: column(1), lower: column(2), upper: column(3) };
}

function entriesOf(message: Buffer, count: number, end: number): IncomingPoints['entries'] | undefined {
  const entries: { start: number; end: number }[] = [];
  let position = headerBytes;
  while (entries.length < count && position + 2 <= end) {
    const start = position + 2;
    position = start + message.readUInt16LE(position);
    entries.push({ start, end: position });
  }
  return entries.length === count && position === end ? entries : undefined;
}
