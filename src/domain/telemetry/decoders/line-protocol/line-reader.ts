import type { DecodeSettings } from '../decoder.js';
import type { RejectionCode } from '../../rejection.js';
import { ascii, endsValue } from './ascii.js';
import { FieldValueReader } from './field-value-reader.js';
import { type CachedField, type CachedKey, holds } from './cached-key.js';
import type { SeriesCache } from './series-cache.js';
import { scanTo, seriesKeyEnd } from './series-key.js';
import { TimestampReader } from './timestamp-reader.js';

/** Fields of one line: far more than any sender means. They wait in memory until the line has ended well. */
const maxFields = 10_000;

/** What is wrong with a line; `index` is where in the input. */
export interface LineProblem {
  readonly code: RejectionCode;
  readonly message: string;
  readonly index: number;
}

/**
 * Reads one line: `measurement,tags field=value,... timestamp`. Its numbers wait in `fields` and `values` until the
 * caller takes them, because the time stands at the end and a line is taken whole or not at all.
 */
export class LineReader {
  readonly fields: CachedField[] = [];
  readonly values: number[] = [];
  /** Numbers in the line. */
  count = 0;
  /** Fields that hold text. */
  texts = 0;
  /** Epoch ms. */
  at = 0;
  /** Where the next line starts. */
  end = 0;

  readonly #value = new FieldValueReader();
  readonly #timestamp = new TimestampReader();

  constructor(private readonly series: SeriesCache) {}

  /** Reads the line at `start`; undefined when it is good. */
  read(bytes: Uint8Array, start: number, limit: number, settings: DecodeSettings): LineProblem | undefined {
    this.count = 0;
    this.texts = 0;
    const keyStart = skipSpaces(bytes, start, limit);
    const keyEnd = seriesKeyEnd(bytes, keyStart, limit);
    if (keyEnd >= limit || bytes[keyEnd] !== ascii.space) {
      return malformed('Expected a space and then field=value after the measurement and tags.', keyEnd);
    }
    const key = this.series.find(bytes, keyStart, keyEnd);
    if (typeof key === 'string') return malformed(key, keyStart);
    let i = skipSpaces(bytes, keyEnd, limit);
    for (;;) {
      const problem = this.#field(key, bytes, i, limit);
      if (problem) return problem;
      i = this.#value.end;
      if (i >= limit || bytes[i] !== ascii.comma) break;
      i += 1;
    }
    return this.#time(bytes, skipSpaces(bytes, i, limit), limit, settings);
  }

  #field(key: CachedKey, bytes: Uint8Array, start: number, limit: number): LineProblem | undefined {
    if (this.count + this.texts >= maxFields) return malformed(`A line may have ${maxFields} fields.`, start);
    const expected = key.fields[this.count + this.texts];
    const field = expected && isNamed(expected, bytes, start, limit) ? expected : fieldAt(key, bytes, start, limit);
    if (field === undefined) return malformed('Expected field=value.', start);
    const value = this.#value.read(bytes, start + field.name.length + 1, limit);
    if (value === undefined) {
      this.texts += 1;
    } else if (typeof value === 'string') {
      return malformed(value, start + field.name.length + 1);
    } else {
      this.fields[this.count] = field;
      this.values[this.count] = value;
      this.count += 1;
    }
    return undefined;
  }

  #time(bytes: Uint8Array, start: number, limit: number, settings: DecodeSettings): LineProblem | undefined {
    let i = start;
    this.at = settings.receivedAt;
    if (i < limit && bytes[i] !== ascii.newline && bytes[i] !== ascii.carriageReturn) {
      const precision = settings.precision ?? 'ns';
      this.at = this.#timestamp.read(bytes, i, limit, precision);
      i = this.#timestamp.end;
      if (Number.isNaN(this.at) || (i < limit && !endsValue(bytes[i] ?? 0))) {
        const unit = precision === 'auto' ? '' : ` of ${precision}`;
        return { code: 'bad_timestamp', message: `Expected the time as a whole number${unit}.`, index: start };
      }
      i = skipSpaces(bytes, i, limit);
    }
    if (i < limit && bytes[i] === ascii.carriageReturn) i += 1;
    if (i < limit && bytes[i] !== ascii.newline) return malformed('Expected the end of the line after the time.', i);
    this.end = Math.min(i + 1, limit);
    return undefined;
  }
}

function malformed(message: string, index: number): LineProblem {
  return { code: 'malformed', message, index };
}

function skipSpaces(bytes: Uint8Array, start: number, limit: number): number {
  let i = start;
  while (i < limit && bytes[i] === ascii.space) i += 1;
  return i;
}

/** True when the field's name and an equals sign stand at `start`. */
function isNamed({ name }: CachedField, bytes: Uint8Array, start: number, limit: number): boolean {
  const equals = start + name.length;
  return equals < limit && bytes[equals] === ascii.equals && holds(bytes, start, name);
}

function fieldAt(key: CachedKey, bytes: Uint8Array, start: number, limit: number): CachedField | undefined {
  const equals = scanTo(bytes, start, limit, ascii.equals, ascii.newline);
  if (equals === start || equals >= limit || bytes[equals] !== ascii.equals) return undefined;
  const isBroken = scanTo(bytes, start, equals, ascii.comma, ascii.space) < equals;
  return isBroken ? undefined : key.field(bytes, start, equals);
}
