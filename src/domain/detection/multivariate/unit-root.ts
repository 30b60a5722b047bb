import { precisionOf } from './precision.js';
import { secondMoments } from './second-moments.js';
import { standardOf } from './standard.js';

/** Critical value at the 10 % level with a constant and no trend (MacKinnon, "Critical values for cointegration tests", 1991). */
const CRITICAL_VALUE = -2.57;
/** Smallest residual variance that is told from rounding, in variances of the series. */
const RESIDUAL_FLOOR = 1e-12;

/**
 * Whether a series wanders like a random walk, so that it has no level to come back to: the augmented Dickey-Fuller
 * test cannot reject a unit root at the 10 % level. A series that never moves has a level.
 */
export function hasUnitRoot(series: Float64Array): boolean {
  if (series.every((value) => value === series[0])) return false;
  // Also where the statistic is not a number: nothing was rejected.
  return !(dickeyFullerStatistic(series) <= CRITICAL_VALUE);
}

/**
 * t statistic of b in dx[t] = a + b x[t-1] + c1 dx[t-1] + ... + cp dx[t-p] (Said and Dickey, "Testing for unit roots in
 * autoregressive-moving average models of unknown order", Biometrika 1984), with p = 4 (n / 100)^(1/4) lags (Schwert,
 * "Tests for unit roots: a Monte Carlo investigation", 1989). The more negative, the surer the series has a level.
 */
export function dickeyFullerStatistic(series: Float64Array): number {
  const x = series.map(standardOf(series));
  const lags = Math.floor(4 * (x.length / 100) ** 0.25);
  const change = (t: number) => (x[t] ?? 0) - (x[t - 1] ?? 0);
  const rows = Array.from({ length: Math.max(0, x.length - lags - 1) }, (_, k) => {
    const t = k + lags + 1;
    // The target stands in the last place, so that one table of second moments holds the whole regression.
    return Float64Array.of(
      1,
      x[t - 1] ?? 0,
      ...Array.from({ length: lags }, (_unused, i) => change(t - 1 - i)),
      change(t),
    );
  });
  return slopeStatistic(secondMoments(rows), rows.length);
}

/** t statistic of the second regressor; `moments` are those of the regressors and, last, the target. */
function slopeStatistic(moments: readonly Float64Array[], count: number): number {
  const regressors = moments.length - 1;
  const inverse = precisionOf(
    moments.slice(0, regressors).map((row) => row.slice(0, regressors)),
    Number.EPSILON,
  );
  const withTarget = moments[regressors] ?? new Float64Array(0);
  const coefficients = inverse.map((row) => row.reduce((sum, value, j) => sum + value * (withTarget[j] ?? 0), 0));
  const explained = coefficients.reduce((sum, value, j) => sum + value * (withTarget[j] ?? 0), 0);
  const residual = (((withTarget[regressors] ?? 0) - explained) * count) / (count - regressors);
  const variance = (Math.max(residual, RESIDUAL_FLOOR) * (inverse[1]?.[1] ?? 0)) / count;
  return (coefficients[1] ?? 0) / Math.sqrt(variance);
}
