import type { Verdict } from './detector.js';

/** A thousandth of the threshold: nobody acts on less. */
const scoresPerUnit = 2 ** 10;
/** Steps in the width of a band, at least; twice as many at most. */
const stepsPerBand = 2 ** 9;

/** The steps by the exponent of a width as doubles have it (IEEE 754, biased); there are none in subnormal ones. */
const stepOfExponent = Float64Array.from({ length: 2_047 }, (_, exponent) =>
  exponent === 0 ? 0 : 2 ** (exponent - 1_023) / stepsPerBand,
);
const double = new DataView(new ArrayBuffer(8));

/**
 * Leaves of a verdict what means something: scores in steps of 1/1024, bands in steps of their own width / 512 or finer.
 * Powers of two, because such numbers are exact and short in every format: they are written faster, and stores pack
 * them better. No score reaches the threshold by it, and no band gets narrower.
 */
export function roundVerdict(verdict: Verdict): void {
  verdict.score = Math.floor(verdict.score * scoresPerUnit) / scoresPerUnit;
  const width = verdict.upper - verdict.lower;
  // A stuck series has no band but its value; while warming up there is none.
  if (!(width > 0) || width === Infinity) return;
  const step = stepOf(width);
  // The finest numbers there are have no finer steps.
  if (step === 0) return;
  verdict.expected = Math.round(verdict.expected / step) * step;
  verdict.lower = Math.floor(verdict.lower / step) * step;
  verdict.upper = Math.ceil(verdict.upper / step) * step;
}

/** The exponent is read where it stands: a logarithm and a power would take a tenth of all the time that a point takes. */
function stepOf(width: number): number {
  double.setFloat64(0, width);
  return stepOfExponent[double.getUint16(0) >> 4] ?? 0;
}
