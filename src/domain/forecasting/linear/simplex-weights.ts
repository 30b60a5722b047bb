import type { CombinationErrors } from './map-errors.js';

const SWEEPS_AT_MOST = 2_000;
const SETTLED = 1e-10;

/**
 * The weights, none negative and 1 together, that make the combination's error least. Weight is moved between two members
 * at a time, as far as helps, until nothing helps any more (sequential minimal optimisation, Platt 1998).
 */
export function simplexWeights({ a, b }: CombinationErrors): number[] {
  const weights = Array.from(b, () => 1 / b.length);
  for (let sweep = 0; sweep < SWEEPS_AT_MOST; sweep++) {
    let moved = 0;
    for (let i = 0; i < weights.length; i++) {
      for (let j = 0; j < i; j++) moved = Math.max(moved, Math.abs(moveBetween(a, b, weights, i, j)));
    }
    if (moved < SETTLED) break;
  }
  return weights;
}

/** Moves weight from j to i, or back if that is negative, and says how much. */
function moveBetween(a: readonly Float64Array[], b: Float64Array, weights: number[], i: number, j: number): number {
  const curvature = (a[i]?.[i] ?? 0) - 2 * (a[i]?.[j] ?? 0) + (a[j]?.[j] ?? 0);
  if (curvature <= 0) return 0;
  const slope = slopeOf(a[i], b[i], weights) - slopeOf(a[j], b[j], weights);
  const move = Math.min(weights[j] ?? 0, Math.max(-(weights[i] ?? 0), -slope / curvature));
  weights[i] = (weights[i] ?? 0) + move;
  weights[j] = (weights[j] ?? 0) - move;
  return move;
}

function slopeOf(row: Float64Array | undefined, aim: number | undefined, weights: readonly number[]): number {
  return weights.reduce((sum, weight, k) => sum + weight * (row?.[k] ?? 0), -(aim ?? 0));
}
