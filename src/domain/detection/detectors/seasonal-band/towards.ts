/** What of a movement goes the way of `distance`, and no further. */
export function towards(distance: number, movement: number): number {
  if (movement > 0 !== distance > 0) return 0;
  return Math.sign(distance) * Math.min(Math.abs(movement), Math.abs(distance));
}
