import { open, readFile } from 'node:fs/promises';
import type { Log } from '../../../ports/log.js';
import { decodeRecord, type StoredBatch } from './record.js';
import { damaged, type Segment } from './segment.js';
import { SegmentReader } from './segment-reader.js';

/**
 * Reads a segment to its end and fills in `lastOffset` and `bytes`. In the last segment a tail that no acknowledged
 * write reached is cut off; damage anywhere else rejects with `incompatible_data`. Returns the
 * first and the last record.
 */
export async function recoverSegment(
  segment: Segment,
  options: { readonly isLast: boolean; readonly log: Log },
): Promise<{ first: StoredBatch; last: StoredBatch } | undefined> {
  const file = await open(segment.path, 'r+');
  try {
    const { size } = await file.stat();
    const reader = new SegmentReader(file);
    let records: { first: StoredBatch; last: StoredBatch } | undefined;
    let read = await reader.next(size);
    while (read.kind === 'record') {
      if (read.stored.offset !== segment.lastOffset + 1) {
        throw damaged(segment, segment.bytes, `offset ${read.stored.offset} follows ${segment.lastOffset}`);
      }
      records = { first: records?.first ?? read.stored, last: read.stored };
      segment.lastOffset = read.stored.offset;
      segment.bytes = reader.position;
      read = await reader.next(size);
    }
    if (read.kind === 'damaged') {
      if (!options.isLast) throw damaged(segment, segment.bytes, 'no valid record where one was written');
      await refuseLossOfAcknowledged(segment);
      await file.truncate(segment.bytes);
      await file.datasync();
      options.log.warn('torn tail of the telemetry log cut off', {
        path: segment.path,
        afterOffset: segment.lastOffset,
        bytes: size - segment.bytes,
      });
    }
    return records;
  } finally {
    await file.close();
  }
}

/**
 * A crash can tear only the write in flight, and nobody was told that it succeeded. A valid record further on whose
 * write began after the damage proves that the damaged part had been on the disk.
 */
async function refuseLossOfAcknowledged(segment: Segment): Promise<void> {
  const content = await readFile(segment.path);
  // A copy, because `readFile` may place its buffer anywhere and columns must be aligned.
  const bytes = new Uint8Array(content);
  for (let position = segment.bytes + 8; position < bytes.length; position += 8) {
    const record = decodeRecord(bytes, position);
    if (record && record.writeBegan > segment.bytes) {
      throw damaged(segment, segment.bytes, `a later record, offset ${record.offset}, is whole`);
    }
  }
}
