import { asMeasured } from '../../largest-value.js';
import { clearVerdict, Detector, type DetectorOptions, type Verdict } from '../../detector.js';
import { noAllowance } from '../../feedback/allowance.js';
import { deviationOf, type Lesson } from '../../feedback/lesson.js';
import type { StateReader, StateWriter } from '../../state-bytes.js';
import { SeasonalBand } from './seasonal-band.js';

const HOUR_MS = 3_600_000;
/** Longer than anything that goes by the day rises: what has never fallen for so long, and has grown, counts something. */
const RISING_MS = 26 * HOUR_MS;
const FEWEST_STEPS = 200;
/** A counter grows more often than this. */
const GROWING_SHARE = 0.5;
/** Falls in a row of readings, of which a counter has few, fade over this many readings. */
const FALL_MEMORY_POINTS = 500;
const MANY_FALLS = 4;
/** A counter's rate is no less steady than this by its nature: collectors are late, and ticks fall on either side of a reading. */
const RATE_LEAST_SHARE = 0.2;

/**
 * Watches a series by its values or, once it has turned out to be a counter that arrives as a gauge (energy, uptime, bytes
 * sent), by its rate: how fast it grows is what can be wrong with a counter, and that it starts again at 0 is not. Band and
 * expected value are told in the unit of the series all the same, as what the next reading should be.
 */
export class CountersAsRates extends Detector {
  #inner: SeasonalBand;
  #isCounter = false;
  #last = NaN;
  #lastAt = 0;
  #stepMs = 0;
  #risingMs = 0;
  #steps = 0;
  #growing = 0;
  #falls = 0;

  constructor(private readonly options: DetectorOptions) {
    super();
    this.#inner = new SeasonalBand(options);
    this.direction = this.#inner.direction;
  }

  scoreOne(at: number, reading: number, verdict: Verdict): void {
    const value = asMeasured(reading);
    this.#inner.direction = this.direction;
    const seconds = (at - this.#lastAt) / 1000;
    this.#allow(seconds);
    if (!this.#isCounter) {
      this.#inner.scoreOne(at, value, verdict);
      return;
    }
    if (!(value >= this.#last) || !(seconds > 0)) {
      clearVerdict(verdict);
      return;
    }
    this.#inner.scoreOne(at, (value - this.#last) / seconds, verdict);
    verdict.expected = this.#last + verdict.expected * seconds;
    verdict.lower = this.#last + verdict.lower * seconds;
    verdict.upper = this.#last + verdict.upper * seconds;
  }

  learnOne(at: number, reading: number): void {
    const value = asMeasured(reading);
    const elapsedMs = Math.max(0, at - this.#lastAt);
    this.#allow(elapsedMs / 1000);
    const growth = value - this.#last;
    if (!this.#isCounter) this.#inner.learnOne(at, value);
    else if (growth >= 0 && elapsedMs > 0) this.#inner.learnOne(at, (1000 * growth) / elapsedMs);
    this.#keepUp(at, value);
  }

  /** Whether it is a counter shows in what must not be learned, too. */
  override followOne(at: number, reading: number, settles: boolean): void {
    const value = asMeasured(reading);
    const elapsedMs = Math.max(0, at - this.#lastAt);
    this.#allow(elapsedMs / 1000);
    const growth = value - this.#last;
    if (!this.#isCounter) this.#inner.followOne(at, value, settles);
    else if (growth >= 0 && elapsedMs > 0) this.#inner.followOne(at, (1000 * growth) / elapsedMs, settles);
    this.#keepUp(at, value);
  }

  /** Of a counter the excursion is taken to be that of one step. One that drowns in the rounding of its alert teaches nothing. */
  teach(lesson: Lesson): void {
    if (!this.#isCounter) this.#inner.teach(lesson);
    else if (this.#stepMs > 0) {
      this.#inner.teach({ ...lesson, value: (1000 * deviationOf(lesson)) / this.#stepMs, expected: 0 });
    }
  }

  save(writer: StateWriter): void {
    writer.uint32(this.#isCounter ? 1 : 0);
    for (const number of [
      this.#last,
      this.#lastAt,
      this.#stepMs,
      this.#risingMs,
      this.#steps,
      this.#growing,
      this.#falls,
    ]) {
      writer.float64(number);
    }
    this.#inner.save(writer);
  }

  load(reader: StateReader): void {
    this.#isCounter = reader.uint32() === 1;
    this.#last = reader.float64();
    this.#lastAt = reader.float64();
    this.#stepMs = reader.float64();
    this.#risingMs = reader.float64();
    this.#steps = reader.float64();
    this.#growing = reader.float64();
    this.#falls = reader.float64();
    this.#inner = this.#begin();
    this.#inner.load(reader);
  }

  #keepUp(at: number, value: number): void {
    const elapsedMs = Math.max(0, at - this.#lastAt);
    const growth = value - this.#last;
    if (Number.isFinite(growth)) this.#count(growth, elapsedMs);
    this.#decide(at, value);
    this.#last = value;
    this.#stepMs = elapsedMs;
    this.#lastAt = Math.max(at, this.#lastAt);
  }

  /** Passes on what operators allow; of a counter it is allowed per step. */
  #allow(seconds: number): void {
    const { allowance } = this;
    this.#inner.allowance =
      allowance === noAllowance || !this.#isCounter || !(seconds > 0) ? allowance : allowance.times(1 / seconds);
  }

  #count(growth: number, elapsedMs: number): void {
    this.#falls -= this.#falls / FALL_MEMORY_POINTS;
    if (growth < 0) {
      this.#falls += 1;
      if (this.#isCounter) return;
      this.#risingMs = 0;
      this.#steps = 0;
      this.#growing = 0;
      return;
    }
    this.#risingMs += elapsedMs;
    this.#steps += 1;
    if (growth > 0) this.#growing += 1;
  }

  #decide(at: number, value: number): void {
    const isCounter = this.#isCounter ? this.#falls < MANY_FALLS : this.#hasOnlyRisen();
    if (isCounter === this.#isCounter) return;
    this.#isCounter = isCounter;
    this.#risingMs = 0;
    this.#steps = 0;
    this.#growing = 0;
    this.#inner = this.#begin();
    if (!isCounter) this.#inner.learnOne(at, value);
  }

  /** A fresh detector of what is judged now. */
  #begin(): SeasonalBand {
    if (!this.#isCounter) return new SeasonalBand(this.options);
    return new SeasonalBand({ ...this.options, resolution: 0 }, RATE_LEAST_SHARE);
  }

  #hasOnlyRisen(): boolean {
    return this.#risingMs >= RISING_MS && this.#steps >= FEWEST_STEPS && this.#growing > GROWING_SHARE * this.#steps;
  }
}
