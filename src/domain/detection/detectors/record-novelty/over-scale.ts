/** Share of the spread of a series that every scale has at least: above the rounding residue of single precision. */
export const LEAST_SCALE = 1e-3;

/** A distance over its scale; 0 in a series that has never moved. */
export function over(distance: number, scale: number): number {
  return scale > 0 ? distance / scale : 0;
}
