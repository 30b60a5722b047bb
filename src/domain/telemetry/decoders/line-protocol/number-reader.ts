import { ascii, asciiText } from './ascii.js';

/** Powers of ten that a double holds exactly. */
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const exactIntegers = 2 ** 53;

/**
 * Reads decimal numbers from bytes without making text of them. Up to 2^53 the digits are an exact integer, and one
 * multiplication or division by an exact power of ten rounds correctly (W. D. Clinger, "How to read floating point
 * numbers accurately", 1990, the fast path); longer numbers go through `Number`. Either way the value is what `Number`
 * would give.
 */
export class NumberReader {
  /** Where the last number ended. */
  end = 0;

  /** The number that starts at `start`; NaN, with `end` at `start`, when there is none. */
  read(bytes: Uint8Array, start: number, limit: number): number {
    let i = start;
    const sign = i < limit ? bytes[i] : 0;
    if (sign === ascii.minus || sign === ascii.plus) i += 1;
    let mantissa = 0;
    let digits = 0;
    let point = -1;
    for (; i < limit; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte >= ascii.zero && byte <= ascii.nine) {
        mantissa = mantissa * 10 + (byte - ascii.zero);
        digits += 1;
      } else if (byte === ascii.dot && point < 0) {
        point = digits;
      } else {
        break;
      }
    }
    if (digits === 0) {
      this.end = start;
      return NaN;
    }
    let exponent = point < 0 ? 0 : point - digits;
    const mark = i < limit ? bytes[i] : 0;
    if (mark === ascii.lowerE || mark === ascii.upperE) {
      const written = this.#exponent(bytes, i + 1, limit);
      if (this.end > i + 1) {
        exponent += written;
        i = this.end;
      }
    }
    this.end = i;
    const magnitude = scaled(mantissa, exponent);
    if (magnitude < 0) return Number(asciiText(bytes, start, i));
    return sign === ascii.minus ? -magnitude : magnitude;
  }

  /** A whole number; moves `end` past it, or to `start` when there is none. */
  #exponent(bytes: Uint8Array, start: number, limit: number): number {
    let i = start;
    const sign = i < limit ? bytes[i] : 0;
    if (sign === ascii.minus || sign === ascii.plus) i += 1;
    const firstDigit = i;
    let value = 0;
    for (; i < limit; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte < ascii.zero || byte > ascii.nine) break;
      value = Math.min(9999, value * 10 + (byte - ascii.zero));
    }
    this.end = i > firstDigit ? i : start;
    return sign === ascii.minus ? -value : value;
  }
}

/** mantissa · 10^exponent, correctly rounded; -1 when the fast path cannot promise that. */
function scaled(mantissa: number, exponent: number): number {
  if (mantissa >= exactIntegers || exponent < -22 || exponent > 22) return -1;
  const power = powersOfTen[Math.abs(exponent)] ?? 1;
  return exponent < 0 ? mantissa / power : mantissa * power;
}
