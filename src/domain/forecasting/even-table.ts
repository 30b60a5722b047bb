import { DomainError } from '../errors.js';
import { evenStep } from './even-step.js';
import type { EvenSeries } from './even-series.js';

/** Readings as they were recorded: by row the time (epoch ms, in any order) and by column the value, NaN where missing. */
export interface UnevenTable {
  readonly times: readonly number[];
  readonly columns: readonly (readonly number[])[];
}

/** Fewer rows than this share of the steps in between, and a time must be wrong. */
const LEAST_SHARE = 0.05;

/**
 * The columns at even steps from the first time to the last. A reading belongs to the nearest step; those of the same step
 * are averaged; a step without one is missing. Throws `invalid_input` when no step can be told, or hardly any has a row.
 */
export function evenSeriesOf({ times, columns }: UnevenTable): EvenSeries[] {
  const ascending = Float64Array.from(times).sort();
  const stepMs = evenStep(ascending);
  const [startMs, endMs] = [ascending[0], ascending.at(-1)];
  if (stepMs === undefined || startMs === undefined || endMs === undefined) {
    throw new DomainError('invalid_input', 'rows of at least two different times are needed');
  }
  const steps = Math.round((endMs - startMs) / stepMs) + 1;
  if (times.length < LEAST_SHARE * steps) {
    const span = `${new Date(startMs).toISOString()} and ${new Date(endMs).toISOString()}`;
    const share = `${times.length} of ${steps} steps of ${stepMs / 1000} s`;
    throw new DomainError('invalid_input', `only ${share} between ${span} have a row; is one of the times wrong?`);
  }
  const stepOf = Int32Array.from(times, (time) => Math.round((time - startMs) / stepMs));
  return columns.map((column) => ({ startMs, stepMs, values: meansByStep(column, stepOf, steps) }));
}

function meansByStep(readings: readonly number[], stepOf: Int32Array, steps: number): Float64Array {
  const sums = new Float64Array(steps);
  const counts = new Float64Array(steps);
  for (const [row, reading] of readings.entries()) {
    const step = stepOf[row];
    if (step === undefined || !Number.isFinite(reading)) continue;
    sums[step] = (sums[step] ?? 0) + reading;
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return sums.map((sum, step) => (counts[step] === 0 ? NaN : sum / (counts[step] ?? 1)));
}
