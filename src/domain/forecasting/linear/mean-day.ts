import { emptyMatrix, type Matrix } from './matrix.js';
import type { LagMoments } from './lag-moments.js';

/** The mean course of the seasons of a past, whose length is a whole number of seasons: its first value is of the next step. */
export function meanSeason(past: Float64Array, season: number): Float64Array {
  const seasons = past.length / season;
  const mean = new Float64Array(season);
  past.forEach((value, i) => (mean[i % season] = (mean[i % season] ?? 0) + value / seasons));
  return mean;
}

/** The moments of windows whose future is told as the deviation from the mean season of their past. */
export function deviationMoments(moments: LagMoments, season: number): LagMoments {
  const { pp, pf, ff } = moments;
  const past = pp.rows;
  const future = pf.columns;
  const withMean = emptyMatrix(past, season);
  for (let i = 0; i < past; i++) {
    const means = meanSeason(pp.values.subarray(i * past, (i + 1) * past), season);
    withMean.values.set(means, i * season);
  }
  const deviations = emptyMatrix(past, future);
  for (let i = 0; i < past; i++) {
    for (let step = 0; step < future; step++) {
      const mean = withMean.values[i * season + (step % season)] ?? 0;
      deviations.values[i * future + step] = (pf.values[i * future + step] ?? 0) - mean;
    }
  }
  const squares = ff.map((square, step) => {
    const phase = step % season;
    return square - 2 * meanOverPhase(pf, step, phase, season) + meanOverPhase(withMean, phase, phase, season);
  });
  return { pp, pf: deviations, ff: squares };
}

/** Mean of a column over the rows of one phase of the season. */
function meanOverPhase({ rows, columns, values }: Matrix, column: number, phase: number, season: number): number {
  let sum = 0;
  for (let row = phase; row < rows; row += season) sum += values[row * columns + column] ?? 0;
  return (sum * season) / rows;
}
