import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../../../domain/errors.js';

/** One file of the log. Its name is the offset of its first record, so a listing is an index. */
export interface Segment {
  readonly path: string;
  readonly firstOffset: number;
  /** Offset of the last record; `firstOffset - 1` while empty. */
  lastOffset: number;
  /** Bytes that are known to be on the disk. */
  bytes: number;
}

const suffix = '.log';

export function newSegment(dir: string, firstOffset: number): Segment {
  // Sixteen digits hold every safe integer, so names sort like numbers.
  const path = join(dir, `${String(firstOffset).padStart(16, '0')}${suffix}`);
  return { path, firstOffset, lastOffset: firstOffset - 1, bytes: 0 };
}

/** The segments of a folder by ascending offset, not yet read. */
export async function listSegments(dir: string): Promise<Segment[]> {
  const names = await readdir(dir);
  return names
    .filter((name) => /^\d{16}\.log$/.test(name))
    .sort()
    .map((name) => newSegment(dir, Number(name.slice(0, -suffix.length))));
}

export function damaged(segment: Segment, position: number, reason: string): DomainError {
  return new DomainError(
    'incompatible_data',
    `The telemetry log ${segment.path} is damaged at byte ${position} (after offset ${segment.lastOffset}): ${reason}. ` +
      'Restore the file from a copy, or move the folder away to begin with an empty log; what it held and was not yet stored is lost then.',
    { details: { path: segment.path, position, afterOffset: segment.lastOffset } },
  );
}
