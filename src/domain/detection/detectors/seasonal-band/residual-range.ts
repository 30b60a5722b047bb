import { REAL_MARGIN } from '../../feedback/allowance.js';
import type { StateReader, StateWriter } from '../../state-bytes.js';

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

/**
 * How far a residual usually strays: its mean absolute value over hours and its peak over days. The peak covers heavy
 * tails and bursts, which no multiple of a standard deviation does.
 */
export class ResidualRange {
  #meanAbs = 0;
  #peak = 0;
  #excursionPeak = 0;

  /** The absolute residual from which on a point is out of range; `caution` widens the noise part of it. */
  threshold(caution: number): number {
    return Math.max(caution * NOISE_FACTOR * this.#meanAbs, PEAK_MARGIN * this.#peak);
  }

  /** Learns a point before the band exists: everything counts. */
  warmUp(absResidual: number, points: number): void {
    this.#meanAbs += (absResidual - this.#meanAbs) / (points + 1);
    this.#peak = Math.max(this.#peak, absResidual);
  }

  /** Learns one absolute residual, given the threshold that it was judged by. */
  learn(absResidual: number, threshold: number, elapsedMs: number, points: number): void {
    const memory = elapsedMs / (NOISE_MEMORY_MS + elapsedMs);
    const rate = Math.max(Math.min(memory, 1 / NOISE_MEMORY_POINTS), YOUNG_RATE / (points + 1));
    // An excursion must not widen the band that shows it.
    if (absResidual < threshold) this.#meanAbs += rate * (absResidual - this.#meanAbs);
    this.#peak -= (this.#peak * elapsedMs) / (PEAK_MEMORY_MS + elapsedMs);
    this.#excursionPeak = Math.max(this.#excursionPeak, this.#counted(absResidual, threshold, elapsedMs));
    if (absResidual >= threshold) return;
    const growth = elapsedMs / (PEAK_GROWTH_MS + elapsedMs);
    this.#peak += growth * Math.max(0, absResidual - this.#peak);
    if (absResidual < threshold / 2) this.endExcursion(threshold);
  }

  /** The residual is back: what it reached is usual if it was in range, and a little less news if it was not. */
  endExcursion(threshold: number): void {
    const share = this.#excursionPeak < threshold ? 1 : EXCURSION_SHARE;
    const most = this.#hasStrayed ? LARGEST_EXCURSION * threshold : Infinity;
    const reached = Math.min(this.#excursionPeak, most);
    this.#peak += share * Math.max(0, reached - this.#peak);
    this.#excursionPeak = 0;
  }

  /** What of a residual counts towards its excursion. */
  #counted(absResidual: number, threshold: number, elapsedMs: number): number {
    const mayBeGlitch = this.#excursionPeak < threshold && elapsedMs < GLITCH_MS && this.#hasStrayed;
    return mayBeGlitch ? Math.min(absResidual, LARGEST_GLITCH * threshold) : absResidual;
  }

  /** Of a series that has never strayed nothing says yet what is large. */
  get #hasStrayed(): boolean {
    return this.threshold(1) > RESIDUE;
  }

  /** An excursion of this size was a fault: it earns no credit, and its like is out of range again. */
  disown(absResidual: number): void {
    this.#excursionPeak = 0;
    this.#peak = Math.min(this.#peak, absResidual / (REAL_MARGIN * PEAK_MARGIN));
  }

  save(writer: StateWriter): void {
    writer.float64(this.#meanAbs);
    writer.float64(this.#peak);
    writer.float64(this.#excursionPeak);
  }

  load(reader: StateReader): void {
    this.#meanAbs = reader.float64();
    this.#peak = reader.float64();
    this.#excursionPeak = reader.float64();
  }
}
