import { clearVerdict, Detector, type DetectorOptions, type Verdict } from '../../detector.js';
import { deviationOf, type Lesson } from '../../feedback/lesson.js';
import { asMeasured } from '../../largest-value.js';
import type { StateReader, StateWriter } from '../../state-bytes.js';
import { SmoothedRange } from './smoothed-range.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const WARM_UP_POINTS = 30;
const WARM_UP_MS = 30 * MINUTE_MS;
/** The bias is the mean of about so long: it takes in how meters are calibrated, and no fault of hours. */
const BIAS_MEMORY_MS = 14 * DAY_MS;
/** Until then it is the mean of all that there was. */
const BIAS_LEARNING_MS = DAY_MS;
/** A deviation that lasts this long is the new balance: a meter was changed. */
const ADOPT_AFTER_MS = DAY_MS;
/**
 * How much wider what was learned is taken at first, narrowing over the week: the weights of the balance are still being
 * learned, and other days bring other loads.
 */
const FIRST_WEEK_CAUTION = 0.5;
/** Below this share of the values a deviation may be rounding. */
const ROUNDING = 1e-9;
const HIGHEST_SCORE = 1_000;

/**
 * For what should stay where it is: the difference of two sides of a balance. Other than a level that follows the series,
 * the bias that is expected moves over weeks only, so a slow drift adds up until it is seen. The deviation is judged
 * smoothed over two, six and twenty minutes, in which noise averages out and a drift does not (as the exponentially
 * weighted moving average charts of statistical process control: Lucas and Saccucci, Technometrics 32, 1990).
 */
export class BalanceBand extends Detector {
  /** Of single points, which tells when the balance is well again; by itself it is not judged. */
  readonly #point = new SmoothedRange(0);
  readonly #judged = [2, 6, 20].map((minutes) => new SmoothedRange(minutes * MINUTE_MS));
  readonly #ranges = [this.#point, ...this.#judged];
  readonly #resolution: number;
  #points = 0;
  #firstAt = 0;
  #lastAt = 0;
  #origin = 0;
  #bias = 0;
  #outSince = NaN;
  /** When a deviation last became the new balance, and how far the bias moved then. */
  #adoptedAt = NaN;
  #shift = 0;

  constructor({ resolution }: DetectorOptions) {
    super();
    this.#resolution = resolution;
  }

  scoreOne(at: number, value: number, verdict: Verdict): void {
    if (!this.#isWarm()) {
      clearVerdict(verdict);
      return;
    }
    verdict.expected = this.#origin + this.#bias;
    verdict.score = -1;
    const deviation = asMeasured(value) - verdict.expected;
    const elapsedMs = Math.max(0, at - this.#lastAt);
    for (const range of this.#judged) {
      const usual = this.#limit(range, at);
      const smoothed = range.after(deviation, elapsedMs, this.#isWell(deviation, at), usual);
      const limit = Math.max(usual, this.allowance.towards(smoothed));
      const isTrouble = this.direction === 'both' || smoothed > 0 === (this.direction === 'high');
      const score = isTrouble ? Math.min(HIGHEST_SCORE, Math.abs(smoothed) / limit) : 0;
      // The band of two minutes, unless the slower deviation alone is out.
      if (verdict.score >= 0 && (score < 1 || score <= verdict.score)) continue;
      verdict.score = score;
      verdict.lower = verdict.expected - Math.max(usual, this.allowance.below);
      verdict.upper = verdict.expected + Math.max(usual, this.allowance.above);
    }
  }

  learnOne(at: number, value: number): void {
    if (this.#points === 0) {
      this.#firstAt = at;
      this.#lastAt = at;
      this.#origin = asMeasured(value);
    }
    const elapsedMs = Math.max(0, at - this.#lastAt);
    const deviation = asMeasured(value) - this.#origin - this.#bias;
    const isWarm = this.#isWarm();
    const isWell = this.#isWell(deviation, at);
    let isOut = false;
    for (const range of this.#ranges) {
      const smoothed = range.after(deviation, elapsedMs, isWarm && isWell, this.#limit(range, at));
      const limit = isWarm ? this.#allowedLimit(range, at, smoothed) : Infinity;
      range.learn(smoothed, limit, elapsedMs, at - this.#firstAt, this.#points);
      if (range !== this.#point && Math.abs(smoothed) >= limit) isOut = true;
    }
    if (isOut) this.#adoptWhatLasts(at, deviation);
    else this.#followBias(at, deviation, elapsedMs);
    this.#points += 1;
    this.#lastAt = Math.max(at, this.#lastAt);
  }

  /** The smoothed deviations and the clocks go on; the bias and the ranges stay as they are. */
  override followOne(at: number, value: number, settles: boolean): void {
    if (!this.#isWarm()) return;
    const elapsedMs = Math.max(0, at - this.#lastAt);
    const deviation = asMeasured(value) - this.#origin - this.#bias;
    const isWell = this.#isWell(deviation, at);
    let isOut = false;
    for (const range of this.#ranges) {
      const smoothed = range.after(deviation, elapsedMs, isWell, this.#limit(range, at));
      range.follow(smoothed);
      if (range !== this.#point && Math.abs(smoothed) >= this.#allowedLimit(range, at, smoothed)) isOut = true;
    }
    if (!isOut) this.#outSince = NaN;
    else if (settles) this.#adoptWhatLasts(at, deviation);
    this.#lastAt = Math.max(at, this.#lastAt);
  }

  /** "Real" undoes what the excursion has earned: credit in the ranges, and that it has become the new balance. */
  teach(lesson: Lesson): void {
    const deviation = deviationOf(lesson);
    if (lesson.verdict !== 'real' || deviation === 0) return;
    for (const range of this.#ranges) range.disown(Math.abs(deviation));
    const isAdopted = this.#adoptedAt >= lesson.startsAt && this.#shift > 0 === deviation > 0;
    if (!isAdopted || Math.abs(this.#shift) < Math.abs(deviation) / 2) return;
    this.#bias -= this.#shift;
    this.#adoptedAt = NaN;
  }

  save(writer: StateWriter): void {
    for (const value of [this.#points, this.#firstAt, this.#lastAt, this.#origin]) writer.float64(value);
    for (const value of [this.#bias, this.#outSince, this.#adoptedAt, this.#shift]) writer.float64(value);
    for (const range of this.#ranges) range.save(writer);
  }

  load(reader: StateReader): void {
    this.#points = reader.float64();
    this.#firstAt = reader.float64();
    this.#lastAt = reader.float64();
    this.#origin = reader.float64();
    this.#bias = reader.float64();
    this.#outSince = reader.float64();
    this.#adoptedAt = reader.float64();
    this.#shift = reader.float64();
    for (const range of this.#ranges) range.load(reader);
  }

  #followBias(at: number, deviation: number, elapsedMs: number): void {
    const ageMs = at - this.#firstAt;
    const memoryMs = ageMs < BIAS_LEARNING_MS ? ageMs : BIAS_MEMORY_MS;
    if (elapsedMs > 0) this.#bias += deviation * (elapsedMs / (memoryMs + elapsedMs));
    this.#outSince = NaN;
  }

  /** What is out of range is not learned, until it has lasted so long that it must be the new balance. */
  #adoptWhatLasts(at: number, deviation: number): void {
    if (Number.isNaN(this.#outSince)) this.#outSince = at;
    if (at - this.#outSince < ADOPT_AFTER_MS) return;
    this.#bias += deviation;
    this.#adoptedAt = at;
    this.#shift = deviation;
    this.#outSince = NaN;
    for (const range of this.#ranges) range.reset();
  }

  #limit(range: SmoothedRange, at: number): number {
    const caution = 1 + FIRST_WEEK_CAUTION * Math.max(0, 1 - (at - this.#firstAt) / WEEK_MS);
    return range.limit(caution, this.#floor());
  }

  /** The limit on the side of this deviation, with what operators allow there. */
  #allowedLimit(range: SmoothedRange, at: number, smoothed: number): number {
    return Math.max(this.#limit(range, at), this.allowance.towards(smoothed));
  }

  #isWell(deviation: number, at: number): boolean {
    return Math.abs(deviation) < this.#limit(this.#point, at) / 2;
  }

  #floor(): number {
    return Math.max(this.#resolution, ROUNDING * (Math.abs(this.#origin) + Math.abs(this.#bias)), Number.MIN_VALUE);
  }

  #isWarm(): boolean {
    return this.#points >= WARM_UP_POINTS && this.#lastAt - this.#firstAt >= WARM_UP_MS;
  }
}
