import { parseTimestamp } from '../../csv/parse-timestamp.js';
import type { DecodeSettings } from '../decoder.js';

type Precision = NonNullable<DecodeSettings['precision']>;

/** How many of a unit make a millisecond, as a power of ten. */
const digitsBelowMs = { ns: 6, us: 3, ms: 0, s: -3 } as const;
const integer = /^-?\d+$/;
const decimal = /^-?\d+\.\d+$/;
/**
 * Nanoseconds of today differ from their nearest double by up to 128 ns, so a time this close to a whole millisecond is
 * that millisecond.
 */
const snapMs = 1e-3;

/**
 * Epoch ms of a time in JSON: a number, a text of digits (read exactly, whatever its length), or an ISO 8601 time. NaN
 * for anything else. `auto` tells the unit of a number by its magnitude.
 */
export function jsonTimestamp(value: unknown, precision: Precision): number {
  if (typeof value === 'number') return fromNumber(value, precision);
  if (typeof value !== 'string') return NaN;
  if (integer.test(value)) return fromDigits(value, precision);
  if (decimal.test(value)) return fromNumber(Number(value), precision);
  return parseTimestamp(value) ?? NaN;
}

function fromNumber(value: number, precision: Precision): number {
  const digits = digitsBelowMs[unitOf(Math.abs(value), precision)];
  const ms = digits >= 0 ? value / 10 ** digits : value * 10 ** -digits;
  const whole = Math.round(ms);
  return Math.abs(ms - whole) < snapMs ? whole : ms;
}

function fromDigits(text: string, precision: Precision): number {
  const digits = digitsBelowMs[unitOf(Math.abs(Number(text)), precision)];
  if (digits <= 0) return Number(text) * 10 ** -digits;
  const unsigned = text.startsWith('-') ? text.slice(1) : text;
  const magnitude = Number(unsigned.slice(0, -digits)) + Number(unsigned.slice(-digits)) / 10 ** digits;
  return text.startsWith('-') ? -magnitude : magnitude;
}

/**
 * Seconds are below 1e11 until the year 5138, milliseconds above it since 1973, and so on by thousands: the same
 * borders as line protocol's.
 */
function unitOf(magnitude: number, precision: Precision): keyof typeof digitsBelowMs {
  if (precision !== 'auto') return precision;
  if (magnitude < 1e11) return 's';
  if (magnitude < 1e14) return 'ms';
  return magnitude < 1e17 ? 'us' : 'ns';
}
