import type { StateReader, StateWriter } from '../../state-bytes.js';

/** Mean absolute deviations in a limit: 3.2 standard deviations of normal noise, below which its peaks of a day lie anyway. */
const NOISE_FACTOR = 4;
const NOISE_MEMORY_MS = 2 * 86_400_000;
/** Margin over the largest deviation that the balance has shown while well. */
const PEAK_MARGIN = 1.2;
const PEAK_MEMORY_MS = 14 * 86_400_000;
/** The peak grows slower than any fault that is worth an alert, or it would widen the limit ahead of it; at half the age at first. */
const PEAK_GROWTH_MS = 12 * 3_600_000;
/**
 * How far a deviation strays is counted from its own mean of about so long, or what drifts over days would pass for usual
 * as fast as it drifts.
 */
const CENTRE_MEMORY_MS = 12 * 3_600_000;
/** Share of an excursion's excess that becomes usual once it is over. */
const EXCURSION_SHARE = 0.4;
/** What an operator calls real must be out of range again though the next one be a quarter smaller. */
const REAL_MARGIN = 1.25;
/** While the point itself is well, a smoothed deviation is kept close to its limit, so that alarms end with faults. */
const LINGER = 1.2;
/** A point counts for no less. */
const LEAST_STEP_MS = 1_000;

/** A deviation smoothed over one span of time, and how far it usually strays. */
export class SmoothedRange {
  #smoothed = 0;
  #centre = 0;
  #meanAbs = 0;
  #peak = 0;
  #excursion = 0;

  constructor(private readonly spanMs: number) {}

  /** The smoothed deviation once this one is in it, judged by this limit. */
  after(deviation: number, elapsedMs: number, isWell: boolean, limit: number): number {
    // After a gap one point must not stand for all that was missed, and after a clock went back it still counts.
    const standsForMs = Math.max(LEAST_STEP_MS, Math.min(elapsedMs, this.spanMs / 2));
    const share = this.spanMs === 0 ? 1 : standsForMs / (this.spanMs + standsForMs);
    const next = this.#smoothed + (deviation - this.#smoothed) * share;
    const most = LINGER * limit;
    return isWell ? Math.max(-most, Math.min(most, next)) : next;
  }

  limit(caution: number, floor: number): number {
    return Math.max(floor, caution * NOISE_FACTOR * this.#meanAbs, caution * PEAK_MARGIN * this.#peak);
  }

  /** Takes the smoothed deviation in, judged by this limit; `ageMs` is how long the balance has been watched. */
  learn(smoothed: number, limit: number, elapsedMs: number, ageMs: number, points: number): void {
    this.#smoothed = smoothed;
    const size = Math.abs(smoothed);
    this.#peak -= this.#peak * (elapsedMs / (PEAK_MEMORY_MS + elapsedMs));
    if (size >= limit) {
      this.#excursion = Math.max(this.#excursion, size);
      return;
    }
    const centreMs = Math.min(CENTRE_MEMORY_MS, ageMs);
    if (elapsedMs > 0) this.#centre += (smoothed - this.#centre) * (elapsedMs / (centreMs + elapsedMs));
    const stray = Math.abs(smoothed - this.#centre);
    this.#meanAbs += (stray - this.#meanAbs) * Math.max(elapsedMs / (NOISE_MEMORY_MS + elapsedMs), 1 / (points + 1));
    const growth = elapsedMs > 0 ? elapsedMs / (Math.min(PEAK_GROWTH_MS, ageMs / 2) + elapsedMs) : 0;
    this.#peak += growth * Math.max(0, stray - this.#peak);
    if (size < limit / 2) this.#endExcursion();
  }

  /** Keeps up with a deviation that must not be learned. */
  follow(smoothed: number): void {
    this.#smoothed = smoothed;
  }

  /** An excursion of this size was a fault: it earns no credit, and its like is out of range again. */
  disown(size: number): void {
    this.#excursion = 0;
    this.#peak = Math.min(this.#peak, size / (REAL_MARGIN * PEAK_MARGIN));
  }

  /** A new balance has been adopted. */
  reset(): void {
    this.#smoothed = 0;
    this.#centre = 0;
    this.#endExcursion();
  }

  save(writer: StateWriter): void {
    for (const value of [this.#smoothed, this.#centre, this.#meanAbs, this.#peak, this.#excursion])
      writer.float64(value);
  }

  load(reader: StateReader): void {
    this.#smoothed = reader.float64();
    this.#centre = reader.float64();
    this.#meanAbs = reader.float64();
    this.#peak = reader.float64();
    this.#excursion = reader.float64();
  }

  #endExcursion(): void {
    this.#peak += EXCURSION_SHARE * Math.max(0, this.#excursion - this.#peak);
    this.#excursion = 0;
  }
}
