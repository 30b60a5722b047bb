/** How one point was judged. */
export interface Judgement {
  by: object | undefined;
  at: number;
  value: number;
  seasonal: number;
  expected: number;
  residual: number;
  /** Limits whatever the side, and on the side of the residual or drift. */
  pointBase: number;
  pointLimit: number;
  drift: number;
  driftBase: number;
  driftLimit: number;
}

/** The last judgement of all detectors: a point is learned right after it was scored, and costs half when it is judged once. */
export const judged: Judgement = {
  by: undefined,
  at: 0,
  value: 0,
  seasonal: 0,
  expected: 0,
  residual: 0,
  pointBase: 0,
  pointLimit: 0,
  drift: 0,
  driftBase: 0,
  driftLimit: 0,
};
