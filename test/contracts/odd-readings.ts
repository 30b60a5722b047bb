/** A reading, and when it is from. */
export interface Reading {
  readonly at: number;
  readonly value: number;
}

const startMs = Date.UTC(2026, 0, 5);
const stepMs = 5 * 60_000;
const dayMs = 86_400_000;
const points = 3 * 288;

/** Readings every five minutes over three days, made from their number; `atOf` moves their times. */
function readings(valueAt: (i: number) => number, atOf: (i: number) => number = (i) => i * stepMs): Reading[] {
  return Array.from({ length: points }, (_, i) => ({ at: startMs + atOf(i), value: valueAt(i) }));
}

const usual = (i: number): number => 22 + Math.sin(i / 46) + ((i * 7_919) % 13) / 20;
const everyFew = (i: number): boolean => i % 97 === 96;

/** What sensors, drivers and clocks have been seen to send, by what it is. All of it is finite. */
export const oddReadings: Readonly<Record<string, readonly Reading[]>> = {
  'one value for ever': readings(() => 21.5),
  'zero for ever': readings(() => 0),
  'one value, then another for ever': readings((i) => (i < points / 2 ? 0 : 1)),
  'two values': readings((i) => ((i * 7_919) % 5 < 2 ? 1 : 0)),
  'zeros and a rare burst': readings((i) => (everyFew(i) ? 40 : 0)),
  'huge values': readings((i) => 1e300 * usual(i)),
  'huge values of either sign': readings((i) => (i % 2 === 0 ? 1.7e308 : -1.7e308)),
  'one huge value among ordinary ones': readings((i) => (i === 400 ? 1e300 : usual(i))),
  'a rare huge value': readings((i) => (everyFew(i) ? -1e300 : usual(i))),
  'a counter that goes below zero': readings((i) => -1e6 - 40 * i),
  'a counter that wraps at 32 bits': readings((i) => (i * 5e7) % 2 ** 32),
  denormals: readings((i) => Number.MIN_VALUE * Math.round(usual(i))),
  'a denormal among zeros': readings((i) => (everyFew(i) ? Number.MIN_VALUE : 0)),
  'alternating sign': readings((i) => (i % 2 === 0 ? 5 : -5)),
  'both zeros': readings((i) => (i % 2 === 0 ? 0 : -0)),
  'a large offset and a small tremble': readings((i) => 1e15 + usual(i)),
  'a gap of a week': readings(usual, (i) => i * stepMs + (i > points / 2 ? 7 * dayMs : 0)),
  'gaps of days, again and again': readings(usual, (i) => i * stepMs + Math.floor(i / 100) * 3 * dayMs),
  'a clock that jumps a year ahead': readings(usual, (i) => i * stepMs + (i === 400 ? 365 * dayMs : 0)),
  'a clock that jumps back a day and on again': readings(usual, (i) => i * stepMs - (i > 400 && i < 450 ? dayMs : 0)),
  'a clock that stands still': readings(usual, (i) => Math.min(i, 300) * stepMs),
  'times in pairs': readings(usual, (i) => Math.floor(i / 2) * 2 * stepMs),
  'times before 1970': readings(usual, (i) => i * stepMs - 80 * 365 * dayMs),
  'a millisecond between readings': readings(usual, (i) => i),
  'a month between readings': readings(usual, (i) => i * 30 * dayMs),
};
