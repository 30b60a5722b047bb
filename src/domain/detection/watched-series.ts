import type { SeriesDescriptor } from '../telemetry/series.js';
import type { Detector, Verdict } from './detector.js';
import { Allowance, noAllowance } from './feedback/allowance.js';
import type { Lesson } from './feedback/lesson.js';
import type { LearningExclusions } from './hygiene/learning-exclusions.js';
import { Trouble } from './hygiene/trouble.js';
import type { Treatment } from './settings/apply-settings.js';
import type { StateReader, StateWriter } from './state-bytes.js';

const MINUTE_MS = 60_000;
/** What a saved series has beside its detector, as bits. */
const HAS_ALLOWANCE = 1;
const HAS_TROUBLE = 2;
const IS_TAUGHT = 4;

/** A series with its detector, and what decides whether a point of it may be learned. */
export class WatchedSeries {
  lastAt = -Infinity;
  /** Undefined where no rule is for the series. */
  treatment: Treatment | undefined;
  #allowance: Allowance | undefined;
  #trouble: Trouble | undefined;
  #isTaught = false;
  #askedInMinute = -1;
  #isExcluded = false;

  constructor(
    readonly detector: Detector,
    private readonly series: SeriesDescriptor | undefined,
  ) {}

  /** Whether an operator has ever judged an excursion of it, though the word be withdrawn. */
  get isTaught(): boolean {
    return this.#isTaught;
  }

  /** Fills `verdict` for this point, with what operators allow. */
  scoreOne(at: number, value: number, verdict: Verdict): void {
    this.#allowance?.moveTo(at);
    this.detector.scoreOne(at, value, verdict);
  }

  /** Learns the point, given its score with all settings applied, or only keeps up with the series where it must not be learned. */
  learnOne(at: number, value: number, score: number, exclusions: LearningExclusions | undefined): void {
    if (score >= 1 || this.#trouble) this.#noteTrouble(at, score);
    if (this.#trouble?.excludes(at) === true) this.detector.followOne(at, value, !this.#trouble.isReal);
    else if (exclusions && this.#isExcludedAt(at, exclusions)) this.detector.followOne(at, value, true);
    else this.detector.learnOne(at, value);
  }

  teach(lesson: Lesson): void {
    this.#isTaught = true;
    this.#allow(lesson);
    this.detector.teach(lesson);
    if (lesson.verdict === 'real') {
      this.#trouble ??= new Trouble(this.lastAt);
      this.#trouble.isReal = true;
    } else if (lesson.verdict === 'not-anomaly') {
      this.#trouble = undefined;
    } else if (this.#trouble) {
      this.#trouble.isReal = false;
    }
  }

  save(writer: StateWriter): void {
    writer.float64(this.lastAt);
    const has = (this.#allowance ? HAS_ALLOWANCE : 0) | (this.#trouble ? HAS_TROUBLE : 0);
    writer.uint32(has | (this.#isTaught ? IS_TAUGHT : 0));
    this.#allowance?.save(writer);
    this.#trouble?.save(writer);
    this.detector.save(writer);
  }

  load(reader: StateReader): void {
    this.lastAt = reader.float64();
    const has = reader.uint32();
    // The bit is younger than the format: an older state says it by its allowance alone.
    this.#isTaught = (has & (IS_TAUGHT | HAS_ALLOWANCE)) !== 0;
    this.#keep(has & HAS_ALLOWANCE ? Allowance.loaded(reader) : undefined);
    this.#trouble = has & HAS_TROUBLE ? Trouble.loaded(reader) : undefined;
    this.detector.load(reader);
  }

  #allow(lesson: Lesson): void {
    const allowance = this.#allowance ?? new Allowance();
    allowance.take(lesson);
    this.#keep(allowance.isNone ? undefined : allowance);
  }

  #keep(allowance: Allowance | undefined): void {
    this.#allowance = allowance;
    this.detector.allowance = allowance ?? noAllowance;
  }

  #noteTrouble(at: number, score: number): void {
    this.#trouble ??= new Trouble(at);
    if (!this.#trouble.goesOn(at, score)) this.#trouble = undefined;
  }

  #isExcludedAt(at: number, exclusions: LearningExclusions): boolean {
    const minute = Math.floor(at / MINUTE_MS);
    if (minute !== this.#askedInMinute) {
      this.#askedInMinute = minute;
      this.#isExcluded = this.series !== undefined && exclusions.excludes(this.series, at);
    }
    return this.#isExcluded;
  }
}
