import { clearVerdict, Detector, type DetectorOptions, type Verdict } from '../../detector.js';
import { noAllowance } from '../../feedback/allowance.js';
import { deviationOf, type Lesson } from '../../feedback/lesson.js';
import { usualDirection } from '../../metric-nature.js';
import type { StateReader, StateWriter } from '../../state-bytes.js';
import { DayProfile } from './day-profile.js';
import { DAY_MS, type Habits, habitsOf, REACH } from './habits.js';
import { LevelRange } from './level-range.js';
import { ResidualRange } from './residual-range.js';
import { Stillness } from './stillness.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;
const WARM_UP_POINTS = 30;
const WARM_UP_MS = 4 * MINUTE_MS;
/** Memory of the level: long against a fault that builds up in minutes, short against a day's load curve. */
const LEVEL_MS = 20 * MINUTE_MS;
const LEVEL_POINTS = 5;
/** Memory of the smoothed residual, which sees drifts that drown in the noise of single points. */
const DRIFT_MS = 2 * MINUTE_MS;
/** A shift that lasts this many points, and the time that its metric's habits name, is the series' new level. */
const ADOPT_AFTER_POINTS = 12;
/** After a gap this long the level is stale: the next point sets it anew and is not judged. */
const GAP_MS = HOUR_MS;
const GAP_POINTS = 10;
/** How much wider the band is at first, narrowing over the day: a young series has not shown its day yet. */
const FIRST_DAY_CAUTION = 0.5;
/** The same for its noise, of which a few minutes show too little when it wanders. */
const FIRST_HOURS_CAUTION = 0.6;
const FIRST_HOURS_MS = 2 * HOUR_MS;
/** Below this share of the level a residual may be rounding. */
const ROUNDING = 1e-6;
const HIGHEST_SCORE = 1000;

/**
 * A level that follows the series over minutes, plus its usual course of the day, with a band as wide as the series
 * has been straying. Two residuals are judged: of the point itself (steps, spikes) and smoothed over two minutes
 * (drifts). Towards levels that the series has kept before, the band is wider. A series that stops trembling is
 * anomalous too, see `Stillness`. Made for operations telemetry every 10 s to 1 h: all memories are times, not row counts.
 *
 * The level learns a residual in range as it is, less and less of one beyond, and nothing from twice the limit on (the
 * three-part redescending influence function of Hampel in Huber, "Robust Statistics"): a gross fault is not forgotten
 * until it has lasted so long that it must be the new normal.
 *
 * Known limits: knows no week; follows a drift slower than its band's width per 20 minutes.
 */
export class SeasonalBand extends Detector {
  readonly #resolution: number;
  readonly #habits: Habits;
  readonly #profile = new DayProfile();
  readonly #pointRange = new ResidualRange();
  readonly #driftRange = new ResidualRange();
  readonly #levels = new LevelRange();
  readonly #stillness = new Stillness();
  #points = 0;
  #firstAt = 0;
  #lastAt = 0;
  #stepMs = 0;
  /** Everything is kept relative to the first value, so that a large offset costs no precision. */
  #origin = 0;
  #level = 0;
  #drift = 0;
  /** Start of the present run of out-of-range points; NaN when the last point was in range. */
  #outSince = NaN;
  /** When a shift last became the new level, and the level that it replaced; NaN before. */
  #settledAt = NaN;
  #levelBefore = NaN;

  constructor({ resolution, nature = 'held' }: DetectorOptions) {
    super();
    this.#resolution = resolution;
    this.#habits = habitsOf[nature];
    this.direction = usualDirection(nature);
  }

  scoreOne(at: number, value: number, verdict: Verdict): void {
    if (!this.#isWarm() || this.#isAfterGap(at) || (this.#isYoung(at) && !this.#habits.judgesFirstDay)) {
      clearVerdict(verdict);
      return;
    }
    const expected = this.#level + this.#profile.valueAt(at);
    const residual = value - this.#origin - expected;
    const pointLimit = this.#limit(this.#pointRange, at, expected, residual);
    const drift = this.#driftAfter(at, residual, pointLimit, expected);
    const driftLimit = this.#limit(this.#driftRange, at, expected, drift);
    const pointScore = this.#scoreOf(residual, pointLimit);
    const driftScore = this.#scoreOf(drift, driftLimit);
    verdict.score = Math.min(HIGHEST_SCORE, Math.max(pointScore, driftScore));
    verdict.expected = this.#origin + expected;
    const range = driftScore >= 1 && driftScore > pointScore ? this.#driftRange : this.#pointRange;
    verdict.lower = verdict.expected - this.#limit(range, at, expected, -1);
    verdict.upper = verdict.expected + this.#limit(range, at, expected, 1);
    this.#judgeStillness(at, value, verdict);
  }

  learnOne(at: number, value: number): void {
    const elapsedMs = this.#points === 0 ? 0 : Math.max(0, at - this.#lastAt);
    if (this.#points === 0) {
      this.#firstAt = at;
      this.#lastAt = at;
      this.#origin = value;
    } else if (this.#isAfterGap(at)) {
      this.#reanchor(at, value);
    } else {
      this.#follow(at, value, elapsedMs);
    }
    if (this.#habits.trembles) this.#stillness.learn(at, value, elapsedMs);
    this.#points += 1;
    this.#lastAt = Math.max(at, this.#lastAt);
  }

  /** Level, drift and the clocks go on, as they would if the point were learned; what is usual stays as it is. */
  override followOne(at: number, value: number, settles: boolean): void {
    if (!this.#isWarm()) return;
    const elapsedMs = Math.max(0, at - this.#lastAt);
    if (this.#isAfterGap(at)) {
      this.#reanchor(at, value);
    } else {
      const expected = this.#level + this.#profile.valueAt(at);
      this.#judgeAndLearn(at, value - this.#origin - expected, expected, settles ? 'following' : 'steadfast');
    }
    if (this.#habits.trembles) this.#stillness.learn(at, value, elapsedMs, settles);
    this.#lastAt = Math.max(at, this.#lastAt);
  }

  /** "Real" undoes what the excursion has earned: credit in the ranges, and that it has become the new level. */
  teach(lesson: Lesson): void {
    const deviation = deviationOf(lesson);
    if (deviation === 0) {
      if (lesson.verdict === 'not-anomaly') this.#stillness.excuse(this.#lastAt, lesson.value);
      if (lesson.verdict === 'real') this.#stillness.disown();
    } else if (lesson.verdict === 'real') {
      const size = Math.abs(deviation) / this.#habits.width;
      this.#pointRange.disown(size);
      this.#driftRange.disown(size);
      if (this.#settledAt >= lesson.startsAt) this.#unsettle(deviation);
    }
  }

  save(writer: StateWriter): void {
    for (const value of [this.#points, this.#firstAt, this.#lastAt, this.#stepMs]) writer.float64(value);
    for (const value of [this.#origin, this.#level, this.#drift, this.#outSince]) writer.float64(value);
    for (const value of [this.#settledAt, this.#levelBefore]) writer.float64(value);
    this.#pointRange.save(writer);
    this.#driftRange.save(writer);
    this.#levels.save(writer);
    this.#stillness.save(writer);
    this.#profile.save(writer);
  }

  load(reader: StateReader): void {
    this.#points = reader.float64();
    this.#firstAt = reader.float64();
    this.#lastAt = reader.float64();
    this.#stepMs = reader.float64();
    this.#origin = reader.float64();
    this.#level = reader.float64();
    this.#drift = reader.float64();
    this.#outSince = reader.float64();
    this.#settledAt = reader.float64();
    this.#levelBefore = reader.float64();
    this.#pointRange.load(reader);
    this.#driftRange.load(reader);
    this.#levels.load(reader);
    this.#stillness.load(reader);
    this.#profile.load(reader);
  }

  #follow(at: number, value: number, elapsedMs: number): void {
    const relative = value - this.#origin;
    const seasonal = this.#profile.valueAt(at);
    const residual = relative - this.#level - seasonal;
    if (this.#isWarm()) {
      const influence = this.#judgeAndLearn(at, residual, this.#level + seasonal, 'learning');
      this.#levels.learn(this.#level + seasonal, elapsedMs);
      this.#profile.learn(at, this.#level + seasonal + influence, elapsedMs);
    } else {
      this.#warmUp(at, residual);
      this.#levels.learn(this.#level + seasonal, elapsedMs);
      this.#profile.learn(at, relative, elapsedMs);
    }
    this.#stepMs += (elapsedMs - this.#stepMs) * Math.max(0.02, 1 / this.#points);
  }

  /** Before there is a band everything counts, in plain running means. */
  #warmUp(at: number, residual: number): void {
    this.#drift = this.#driftWith(residual, Math.max(0, at - this.#lastAt));
    this.#pointRange.warmUp(Math.abs(residual), this.#points);
    this.#driftRange.warmUp(Math.abs(this.#drift), this.#points);
    this.#level += residual / (this.#points + 1);
  }

  /** Answers how much of the residual was taken for real. */
  #judgeAndLearn(at: number, residual: number, expected: number, pace: Pace): number {
    const elapsedMs = Math.max(0, at - this.#lastAt);
    const pointLimit = this.#limit(this.#pointRange, at, expected, residual);
    const influence = pace === 'steadfast' && Math.abs(residual) >= pointLimit ? 0 : influenceOf(residual, pointLimit);
    this.#drift = this.#driftAfter(at, residual, pointLimit, expected);
    const driftLimit = this.#limit(this.#driftRange, at, expected, this.#drift);
    if (pace === 'learning') {
      this.#pointRange.learn(Math.abs(residual), pointLimit, elapsedMs, this.#points);
      this.#driftRange.learn(Math.abs(this.#drift), driftLimit, elapsedMs, this.#points);
    }
    this.#level += (influence * elapsedMs) / (this.#levelMemoryMs() + elapsedMs);
    if (
      pace !== 'steadfast' &&
      this.#hasLasted(at, Math.abs(residual) >= pointLimit || Math.abs(this.#drift) >= driftLimit)
    ) {
      this.#levelBefore = this.#level;
      this.#settledAt = at;
      this.#level += residual - influence;
      this.#drift = 0;
      this.#outSince = NaN;
      this.#pointRange.endExcursion(pointLimit);
      this.#driftRange.endExcursion(driftLimit);
    }
    return influence;
  }

  /** True when the series has been out of range for so long that this must be its new level. */
  #hasLasted(at: number, isOut: boolean): boolean {
    if (!isOut) this.#outSince = NaN;
    else if (Number.isNaN(this.#outSince)) this.#outSince = at;
    return at - this.#outSince >= Math.max(this.#habits.adoptAfterMs, ADOPT_AFTER_POINTS * this.#stepMs);
  }

  /** The shift that became the new level was a fault: what was expected before it is expected again. */
  #unsettle(deviation: number): void {
    const shift = this.#level - this.#levelBefore;
    if (shift > 0 !== deviation > 0 || Math.abs(shift) < Math.abs(deviation) / 2) return;
    const seasonal = this.#profile.valueAt(this.#lastAt);
    this.#levels.disown(this.#level + seasonal, this.#levelBefore + seasonal);
    this.#level = this.#levelBefore;
    this.#settledAt = NaN;
  }

  #reanchor(at: number, value: number): void {
    this.#level = value - this.#origin - this.#profile.valueAt(at);
    this.#drift = 0;
    this.#outSince = NaN;
  }

  /** The drift once this residual is in it; at most twice its limit when the point is well in range, so that alarms end with faults. */
  #driftAfter(at: number, residual: number, pointLimit: number, expected: number): number {
    const drift = this.#driftWith(residual, Math.max(0, at - this.#lastAt));
    if (Math.abs(residual) >= pointLimit / 2) return drift;
    const most = 2 * this.#limit(this.#driftRange, at, expected, drift);
    return Math.max(-most, Math.min(most, drift));
  }

  #driftWith(residual: number, elapsedMs: number): number {
    return this.#drift + (residual - this.#drift) * (elapsedMs / (DRIFT_MS + elapsedMs));
  }

  #scoreOf(residual: number, limit: number): number {
    const isTrouble = this.direction === 'both' || residual > 0 === (this.direction === 'high');
    return isTrouble ? Math.abs(residual) / limit : 0;
  }

  /** A stuck series: the band shrinks to the value that it keeps. */
  #judgeStillness(at: number, value: number, verdict: Verdict): void {
    if (!this.#habits.trembles || this.#isYoung(at)) return;
    const score = this.#stillness.score(at, value);
    if (score < 1 || score <= verdict.score) return;
    verdict.score = Math.min(HIGHEST_SCORE, score);
    verdict.expected = value;
    verdict.lower = value;
    verdict.upper = value;
  }

  /** The absolute residual that is anomalous, on the side of `direction`. */
  #limit(range: ResidualRange, at: number, expected: number, direction: number): number {
    const age = at - this.#firstAt;
    const dayCaution = 1 + FIRST_DAY_CAUTION * Math.max(0, 1 - age / DAY_MS);
    const caution = dayCaution + FIRST_HOURS_CAUTION * Math.max(0, 1 - age / FIRST_HOURS_MS);
    const floor = Math.max(this.#resolution * dayCaution, ROUNDING * (Math.abs(this.#origin) + Math.abs(this.#level)));
    const young = age < DAY_MS;
    const share = young ? this.#habits.firstDayShare * Math.abs(this.#origin + this.#level) : 0;
    const limit = Math.max(this.#habits.width * range.threshold(caution), floor, share, Number.MIN_VALUE);
    const room = direction < 0 ? expected - this.#levels.low : this.#levels.high - expected;
    const reach = (young ? this.#habits.firstDayReach : REACH) * limit;
    const usual = Math.max(limit, Math.min(room + limit, reach), this.#inFirstWeek(age, limit, direction));
    return this.allowance === noAllowance ? usual : Math.max(usual, this.allowance.towards(direction));
  }

  /** A limit as the first week widens it, see `Habits`: not so far that a thing at rest would pass for a quiet hour. */
  #inFirstWeek(age: number, limit: number, direction: number): number {
    const { firstWeekCaution, firstDayShare } = this.#habits;
    const caution = direction < 0 ? firstWeekCaution.below : firstWeekCaution.above;
    if (caution === 0 || age >= WEEK_MS) return limit;
    return Math.min((1 + caution * (1 - age / WEEK_MS)) * limit, firstDayShare * Math.abs(this.#origin + this.#level));
  }

  #levelMemoryMs(): number {
    return Math.max(LEVEL_MS, LEVEL_POINTS * this.#stepMs);
  }

  #isWarm(): boolean {
    return this.#points >= WARM_UP_POINTS && this.#lastAt - this.#firstAt >= WARM_UP_MS;
  }

  #isYoung(at: number): boolean {
    return at - this.#firstAt < DAY_MS;
  }

  #isAfterGap(at: number): boolean {
    return at - this.#lastAt > Math.max(GAP_MS, GAP_POINTS * this.#stepMs);
  }
}

/**
 * How much of a point is taken in: everything; the level and shifts that last; or only a level within the range, so that a
 * fault stays one however long it lasts.
 */
type Pace = 'learning' | 'following' | 'steadfast';

/** The residual itself within the limit, falling to nothing at twice the limit. */
function influenceOf(residual: number, limit: number): number {
  const size = Math.abs(residual);
  if (size < limit) return residual;
  return size < 2 * limit ? residual * (2 - size / limit) : 0;
}
