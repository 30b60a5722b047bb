/** Quantile of the standard normal distribution that leaves a tenth above. */
const NORMAL_90 = 1.2816;

/** A straight course of daily figures. Slopes are per day. */
export interface Growth {
  readonly slope: number;
  /** Bounds of the slope, inside which it lies with probability 0.8. */
  readonly lowerSlope: number;
  readonly upperSlope: number;
  /** The line at the last day, and how far nine of ten figures are below: a figure above both together is one in ten. */
  readonly level: number;
  readonly scatter: number;
}

/**
 * The line through daily figures (NaN: a day without one) that a few odd days do not bend: the median of the slopes of all
 * pairs, and its bounds by ranks, after Sen, "Estimates of the regression coefficient based on Kendall's tau" (1968). Days that
 * resemble the day before count as fewer of them, by Yue and Wang (2004). Needs two figures at least.
 */
export function growthOf(figures: Float64Array): Growth {
  const days = Array.from(figures.keys()).filter((day) => !Number.isNaN(valueAt(figures, day)));
  const slopes = days
    .flatMap((day, i) =>
      days.slice(i + 1).map((later) => (valueAt(figures, later) - valueAt(figures, day)) / (later - day)),
    )
    .sort((a, b) => a - b);
  const slope = quantile(slopes, 0.5);
  const offsets = days.map((day) => valueAt(figures, day) - slope * day);
  const offset = quantile(
    [...offsets].sort((a, b) => a - b),
    0.5,
  );
  const residuals = offsets.map((each) => each - offset);
  const count = days.length;
  const variance = ((count * (count - 1) * (2 * count + 5)) / 18) * repetition(residuals);
  const spread = Math.min(1, (NORMAL_90 * Math.sqrt(variance)) / Math.max(1, slopes.length));
  return {
    slope,
    lowerSlope: quantile(slopes, (1 - spread) / 2),
    upperSlope: quantile(slopes, (1 + spread) / 2),
    level: offset + slope * (figures.length - 1),
    scatter: Math.max(
      0,
      quantile(
        residuals.sort((a, b) => a - b),
        0.9,
      ),
    ),
  };
}

/** How many days say as much as one that is independent of the day before: 1 or more. */
function repetition(residuals: readonly number[]): number {
  let [alike, all] = [0, 0];
  residuals.forEach((residual, i) => {
    all += residual * residual;
    alike += residual * (residuals[i + 1] ?? 0);
  });
  const correlation = all === 0 ? 0 : Math.min(0.95, Math.max(0, alike / all));
  return (1 + correlation) / (1 - correlation);
}

/** Of ascending values; between two of them on a straight line. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const value = sorted[below] ?? NaN;
  return value + (place - below) * ((sorted[below + 1] ?? value) - value);
}

function valueAt(figures: Float64Array, day: number): number {
  return figures[day] ?? NaN;
}
