import { REAL_MARGIN } from '../../feedback/allowance.js';

/** Mean absolute deviations in a threshold: 6.25 times it is 5 standard deviations of normal noise. */
const NOISE_FACTOR = 6.25;
/** Margin over the largest deviation that the series has shown while well. */
const PEAK_MARGIN = 1.2;
const NOISE_MEMORY_MS = 6 * 3_600_000;
const NOISE_MEMORY_POINTS = 100;
/** After warm-up the noise is learned this much slower than a running mean, so that a ramp does not pass for noise. */
const YOUNG_RATE = 0.2;
const PEAK_MEMORY_MS = 7 * 86_400_000;
/** Until the residual is back the peak rises no faster than this, or a fault that builds up over minutes would widen the band ahead of itself. */
const PEAK_GROWTH_MS = 30 * 60_000;
/** Share of an excursion's excess that becomes usual once it is over: four alike within days silence the next. */
const EXCURSION_SHARE = 0.4;
/** An excursion further than this many thresholds is of no size that means anything. */
const LARGEST_EXCURSION = 1_000;
/**
 * A single reading counts for no more than this many, where readings are less than so far apart: a glitch earns no credit
 * that would blind the band for weeks, and what goes on, or comes again, counts.
 */
const LARGEST_GLITCH = 10;
const GLITCH_MS = 2 * 60_000;
/** Below this are the remains of smoothing what never moved. */
const RESIDUE = 1e-200;

// Places of the three numbers.
const MEAN_ABS = 0;
const PEAK = 1;
const EXCURSION_PEAK = 2;

/**
 * How far a residual usually strays: its mean absolute value over hours and its peak over days. The peak covers heavy
 * tails and bursts, which no multiple of a standard deviation does. Its numbers lie in the track record of the series.
 */
export class ResidualRange {
  static readonly numbers = EXCURSION_PEAK + 1;
  readonly #meanAbs: number;
  readonly #peak: number;
  readonly #excursionPeak: number;

  constructor(first: number) {
    this.#meanAbs = first + MEAN_ABS;
    this.#peak = first + PEAK;
    this.#excursionPeak = first + EXCURSION_PEAK;
  }

  /** The absolute residual from which on a point is out of range; `caution` widens the noise part of it. */
  threshold(track: Float64Array, caution: number): number {
    return Math.max(caution * NOISE_FACTOR * (track[this.#meanAbs] ?? 0), PEAK_MARGIN * (track[this.#peak] ?? 0));
  }

  /** Learns a point before the band exists: everything counts. */
  warmUp(track: Float64Array, absResidual: number, points: number): void {
    const meanAbs = track[this.#meanAbs] ?? 0;
    track[this.#meanAbs] = meanAbs + (absResidual - meanAbs) / (points + 1);
    track[this.#peak] = Math.max(track[this.#peak] ?? 0, absResidual);
  }

  /** Learns one absolute residual, given the threshold that it was judged by. */
  learn(track: Float64Array, absResidual: number, threshold: number, elapsedMs: number, points: number): void {
    const memory = elapsedMs / (NOISE_MEMORY_MS + elapsedMs);
    const rate = Math.max(Math.min(memory, 1 / NOISE_MEMORY_POINTS), YOUNG_RATE / (points + 1));
    const meanAbs = track[this.#meanAbs] ?? 0;
    // An excursion must not widen the band that shows it.
    if (absResidual < threshold) track[this.#meanAbs] = meanAbs + rate * (absResidual - meanAbs);
    const before = track[this.#peak] ?? 0;
    const peak = before - (before * elapsedMs) / (PEAK_MEMORY_MS + elapsedMs);
    track[this.#peak] = peak;
    const counted = this.#counted(track, absResidual, threshold, elapsedMs);
    track[this.#excursionPeak] = Math.max(track[this.#excursionPeak] ?? 0, counted);
    if (absResidual >= threshold) return;
    const growth = elapsedMs / (PEAK_GROWTH_MS + elapsedMs);
    track[this.#peak] = peak + growth * Math.max(0, absResidual - peak);
    if (absResidual < threshold / 2) this.endExcursion(track, threshold);
  }

  /** The residual is back: what it reached is usual if it was in range, and a little less news if it was not. */
  endExcursion(track: Float64Array, threshold: number): void {
    const excursionPeak = track[this.#excursionPeak] ?? 0;
    const share = excursionPeak < threshold ? 1 : EXCURSION_SHARE;
    const reached = this.#hasStrayed(track) ? Math.min(excursionPeak, LARGEST_EXCURSION * threshold) : excursionPeak;
    const peak = track[this.#peak] ?? 0;
    track[this.#peak] = peak + share * Math.max(0, reached - peak);
    track[this.#excursionPeak] = 0;
  }

  /** What of a residual counts towards its excursion. */
  #counted(track: Float64Array, absResidual: number, threshold: number, elapsedMs: number): number {
    const isFirst = (track[this.#excursionPeak] ?? 0) < threshold;
    const mayBeGlitch = isFirst && elapsedMs < GLITCH_MS && this.#hasStrayed(track);
    return mayBeGlitch ? Math.min(absResidual, LARGEST_GLITCH * threshold) : absResidual;
  }

  /** Of a series that has never strayed nothing says yet what is large. */
  #hasStrayed(track: Float64Array): boolean {
    return this.threshold(track, 1) > RESIDUE;
  }

  /** An excursion of this size was a fault: it earns no credit, and its like is out of range again. */
  disown(track: Float64Array, absResidual: number): void {
    track[this.#excursionPeak] = 0;
    track[this.#peak] = Math.min(track[this.#peak] ?? 0, absResidual / (REAL_MARGIN * PEAK_MARGIN));
  }
}
