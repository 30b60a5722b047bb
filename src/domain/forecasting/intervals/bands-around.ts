import type { Band, Forecast } from '../forecast.js';
import type { AdaptiveWidths } from './adaptive-widths.js';

/** What a metric can be, in its unit; infinite where nothing limits it. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

export const anyValue: ValueRange = { min: -Infinity, max: Infinity };

/**
 * The forecast with a band for each level around its mean, all cut to what the metric can be, so that
 * lower <= mean <= upper. Without bands if nothing is known of the errors yet.
 */
export function bandsAround(
  mean: Float64Array,
  widths: AdaptiveWidths,
  levels: readonly number[],
  { min, max }: ValueRange = anyValue,
): Forecast {
  const within = (value: number): number => Math.min(max, Math.max(min, value));
  const cut = mean.map(within);
  const bands = levels.map((level, index): Band => {
    const width = mean.map((_, i) => widths.widthAt(i + 1, index));
    return {
      level,
      lower: cut.map((value, i) => within(value - (width[i] ?? NaN))),
      upper: cut.map((value, i) => within(value + (width[i] ?? NaN))),
    };
  });
  return { mean: cut, bands: Number.isNaN(widths.widthAt(1, 0)) ? [] : bands };
}
