import { nameLimits } from '../mapping-cache.js';
import { ascii, isEscapable } from './ascii.js';

export interface SeriesKey {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** What the decoder puts in place of bytes that are not UTF-8. */
const replacement = '\ufffd';

/** Where the key (`measurement,tag=value,...`) ends: its first space without a backslash, or the end of the line. */
export function seriesKeyEnd(bytes: Uint8Array, start: number, limit: number): number {
  return scanTo(bytes, start, limit, ascii.space, ascii.newline);
}

/** Splits a key; a sentence that says what is wrong when it is malformed. */
export function parseSeriesKey(bytes: Uint8Array, start: number, end: number): SeriesKey | string {
  if (end - start > nameLimits.length) return `The measurement and tags may have ${nameLimits.length} bytes.`;
  let at = scanTo(bytes, start, end, ascii.comma, ascii.comma);
  const measurement = textOf(bytes, start, at).replace(/\\([, ])/g, '$1');
  if (measurement === '') return 'Expected a measurement name at the start of the line.';
  if (utf8.decode(bytes.subarray(start, end)).includes(replacement)) return 'The measurement and tags must be UTF-8.';
  const tags = new Map<string, string>();
  while (at < end) {
    const tagEnd = scanTo(bytes, at + 1, end, ascii.comma, ascii.comma);
    const equals = scanTo(bytes, at + 1, tagEnd, ascii.equals, ascii.equals);
    const key = unescaped(textOf(bytes, at + 1, equals));
    const value = unescaped(textOf(bytes, Math.min(equals + 1, tagEnd), tagEnd));
    if (key === '' || value === '') {
      return `Expected tag=value after the comma in the tags of ${measurement}, and both parts not empty.`;
    }
    tags.set(key, value);
    if (tags.size > nameLimits.labels) return `A line may have ${nameLimits.labels} tags.`;
    at = tagEnd;
  }
  return { measurement, tags };
}

/** The text of a tag or field without the backslashes that escape something. */
export function unescaped(text: string): string {
  return text.replace(/\\([, =])/g, '$1');
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return utf8.decode(bytes.subarray(start, end));
}

/** Index of the first of two bytes that has no backslash before it. */
export function scanTo(bytes: Uint8Array, start: number, limit: number, wanted: number, orElse: number): number {
  let i = start;
  for (; i < limit; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === wanted || byte === orElse) return i;
    // Line protocol escapes by the byte before alone: in `a\\,b` the comma is escaped.
    if (byte === ascii.backslash && i + 1 < limit && isEscapable(bytes[i + 1] ?? 0)) i += 1;
  }
  return limit;
}
