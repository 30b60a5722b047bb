import type { EvenSeries } from '../even-series.js';

const DAY_MS = 86_400_000;
/** A day of which fewer of its steps are known has no peak. */
const LEAST_SHARE = 0.5;

/** The highest step of each whole day (UTC) of the series, NaN for a day of which too little is known. */
export function dailyPeaks({ startMs, stepMs, values }: EvenSeries): Float64Array {
  const steps = DAY_MS / stepMs;
  const first = Math.ceil(startMs / DAY_MS) * DAY_MS;
  const offset = (first - startMs) / stepMs;
  const days = Math.max(0, Math.floor((values.length - offset) / steps));
  return Float64Array.from({ length: days }, (_, day) => {
    const known = values.subarray(offset + day * steps, offset + (day + 1) * steps).filter(Number.isFinite);
    return known.length < LEAST_SHARE * steps ? NaN : known.reduce((most, each) => Math.max(most, each), -Infinity);
  });
}
