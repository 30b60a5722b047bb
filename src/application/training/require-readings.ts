import { DomainError } from '../../domain/errors.js';
import type { EvenSeries } from '../../domain/forecasting/even-series.js';
import type { Split } from './prepared-training.js';

/** Throws `invalid_input` unless every column has a reading to learn from, and one of them has one to be scored by. */
export function requireReadings(names: readonly string[], series: readonly EvenSeries[], split: Split): void {
  const [learned, validating] = split;
  const silent = names.filter((_, i) => !series[i]?.values.subarray(0, learned).some(Number.isFinite));
  if (silent.length > 0) {
    const which = `column ${silent.join(', ')}`;
    throw new DomainError('invalid_input', `${which} has no reading in the rows to learn; leave it out with --values`);
  }
  if (!series.some(({ values }) => values.subarray(learned + validating).some(Number.isFinite))) {
    throw new DomainError(
      'invalid_input',
      'no column has a reading in the rows that are scored; move them with --split',
    );
  }
}
