import type { LagMoments } from './lag-moments.js';
import { innerProduct, lastBlock, type Matrix, product } from './matrix.js';

/** Mean squared error of every combination w of some linear maps over the same windows: w'Aw − 2b'w + c. */
export interface CombinationErrors {
  readonly a: readonly Float64Array[];
  readonly b: Float64Array;
  readonly c: number;
}

/** The errors of maps (lookback × future weights), without making a forecast. */
export function combinationErrors({ pp, pf, ff }: LagMoments, maps: readonly Matrix[]): CombinationErrors {
  const steps = ff.length;
  const a = maps.map(() => new Float64Array(maps.length));
  maps.forEach((map, i) => {
    // The products with a map of shorter look-back need only the rows of that one.
    const spread = product(lastBlock(pp, map.rows), map);
    maps.forEach((other, j) => {
      if (other.rows > map.rows) return;
      const cross = innerProduct(spread, other) / steps;
      for (const [row, column] of [
        [i, j],
        [j, i],
      ] as const)
        a[row]?.fill(cross, column, column + 1);
    });
  });
  const b = Float64Array.from(maps, (map) => innerProduct(pf, map) / steps);
  return { a, b, c: ff.reduce((sum, value) => sum + value, 0) / steps };
}

/** The error of one combination. */
export function errorOf({ a, b, c }: CombinationErrors, weights: readonly number[]): number {
  let error = c;
  weights.forEach((weight, i) => {
    error -= 2 * weight * (b[i] ?? 0);
    weights.forEach((other, j) => (error += weight * other * (a[i]?.[j] ?? 0)));
  });
  return error;
}
