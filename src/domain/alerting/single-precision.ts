/** Scores and bands are stored as 32-bit floats; the digits beyond their seven are noise. */
export function singlePrecision(value: number): number {
  return Number(value.toPrecision(7));
}

/** Whether a value is what was expected of it to the last digit, which a detector says only of a series that is stuck. */
export function isSameReading(value: number, expected: number): boolean {
  return singlePrecision(value) === singlePrecision(expected);
}
