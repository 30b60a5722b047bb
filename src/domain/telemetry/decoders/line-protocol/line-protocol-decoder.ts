import type { Decoder, DecodeSettings, PointSink, SeriesMapper } from '../decoder.js';
import { ascii } from './ascii.js';
import { type LineProblem, LineReader } from './line-reader.js';
import { SeriesCache } from './series-cache.js';

/**
 * Decodes InfluxDB's line protocol (v2 reference) from bytes. The series of a line is found by the bytes of its
 * `measurement,tags`, so that text is made only for what has not been seen before.
 *
 * A malformed line is rejected whole, with its 1-based number and the column where reading failed; the next line is
 * read as if nothing had happened. Text fields are counted as `text_value`. Without a precision times are nanoseconds.
 */
export class LineProtocolDecoder implements Decoder {
  readonly #series: SeriesCache;
  readonly #line: LineReader;
  #revision: number | undefined;

  constructor(private readonly mapper: SeriesMapper) {
    this.#series = new SeriesCache(mapper);
    this.#line = new LineReader(this.#series);
  }

  decode(input: Uint8Array, sink: PointSink, settings: DecodeSettings): void {
    if (this.mapper.revision !== this.#revision) this.#series.clear();
    this.#revision = this.mapper.revision;
    const line = this.#line;
    let start = 0;
    let end = 0;
    let number = 1;
    const original = () => input.subarray(start, trimmedEnd(input, start, end));
    while (start < input.length) {
      if (isBlankOrComment(input, start)) {
        end = afterNewline(input, start);
        number += 1;
      } else {
        const problem = line.read(input, start, input.length, settings);
        end = problem ? afterNewline(input, start) : line.end;
        if (problem) {
          sink.reject({
            code: problem.code,
            message: messageOf(problem, start),
            position: number,
            original: original(),
          });
        } else {
          for (let i = 0; i < line.count; i += 1) {
            const field = line.fields[i];
            if (field) sink.add(field.mapping, line.at, line.values[i] ?? NaN, number, original);
          }
          for (let i = 0; i < line.texts; i += 1) sink.skip('text_value');
        }
        // Text in quotes may hold newlines.
        number += line.texts > 0 && !problem ? newlinesIn(input, start, end) : 1;
      }
      start = end;
    }
  }
}

function messageOf({ message, index }: LineProblem, start: number): string {
  return `${message} (column ${index - start + 1})`;
}

/** Blank lines may hold spaces. */
function isBlankOrComment(bytes: Uint8Array, start: number): boolean {
  let i = start;
  while (i < bytes.length && (bytes[i] === ascii.space || bytes[i] === ascii.carriageReturn)) i += 1;
  return i >= bytes.length || bytes[i] === ascii.newline || bytes[i] === ascii.hash;
}

function afterNewline(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(ascii.newline, start);
  return newline < 0 ? bytes.length : newline + 1;
}

function newlinesIn(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i += 1) if (bytes[i] === ascii.newline) count += 1;
  return count;
}

/** The end without the line break. */
function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && (bytes[trimmed - 1] === ascii.newline || bytes[trimmed - 1] === ascii.carriageReturn)) {
    trimmed -= 1;
  }
  return trimmed;
}
