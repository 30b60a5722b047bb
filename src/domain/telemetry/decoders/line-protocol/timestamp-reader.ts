import type { DecodeSettings } from '../decoder.js';
import { ascii } from './ascii.js';

export type Precision = NonNullable<DecodeSettings['precision']>;

/** Digits below the millisecond, by unit. */
const fractionDigits = { ns: 6, us: 3, ms: 0, s: 0 } as const;

/**
 * Reads integer timestamps as epoch ms. Nanoseconds of today need 61 bits, more than a double has, so the digits above
 * and below the millisecond are read apart: milliseconds are exact, and fractions are kept as finely as a double can
 * (a quarter of a microsecond).
 */
export class TimestampReader {
  /** Where the last timestamp ended. */
  end = 0;

  /** Epoch ms; NaN when there is no digit at `start`. `auto` tells the unit by the number of digits. */
  read(bytes: Uint8Array, start: number, limit: number, precision: Precision): number {
    let first = start;
    const sign = start < limit ? bytes[start] : 0;
    if (sign === ascii.minus || sign === ascii.plus) first += 1;
    let end = first;
    while (end < limit && isDigit(bytes[end] ?? 0)) end += 1;
    this.end = end;
    if (end === first) return NaN;

    const unit = precision === 'auto' ? unitByMagnitude(end - first) : precision;
    const split = Math.max(first, end - fractionDigits[unit]);
    const whole = integer(bytes, first, split) * (unit === 's' ? 1000 : 1);
    const magnitude = split === end ? whole : whole + integer(bytes, split, end) / 10 ** fractionDigits[unit];
    return sign === ascii.minus ? -magnitude : magnitude;
  }
}

/**
 * Seconds have 10 digits from 2001 to 2286, milliseconds 13, microseconds 16 and nanoseconds 19; the borders lie
 * between.
 */
function unitByMagnitude(digits: number): keyof typeof fractionDigits {
  if (digits <= 11) return 's';
  if (digits <= 14) return 'ms';
  return digits <= 17 ? 'us' : 'ns';
}

function integer(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i += 1) value = value * 10 + ((bytes[i] ?? 0) - ascii.zero);
  return value;
}

function isDigit(byte: number): boolean {
  return byte >= ascii.zero && byte <= ascii.nine;
}
