/**
 * What the features are made of, for the point in hand, by place. An array, because numbers that are handed from function to
 * function would each be put on the heap. Residuals are in the unit of the series.
 */
export type PointInHand = Float64Array;

export const placeOf = {
  /** Value less the first value of the series. */
  relative: 0,
  spread: 1,
  weekResidual: 2,
  /** Residual to the time of day over its scale, clipped. */
  dayResidual: 3,
  /** Size of the step from the last point over the usual one, clipped. */
  step: 4,
} as const;

export function blankPoint(): PointInHand {
  return new Float64Array(Object.keys(placeOf).length);
}
