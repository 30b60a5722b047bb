import { clearVerdict, Detector, type DetectorOptions, type Verdict } from '../../detector.js';
import { noAllowance } from '../../feedback/allowance.js';
import { deviationOf, type Lesson } from '../../feedback/lesson.js';
import { usualDirection } from '../../metric-nature.js';
import type { LocalOffsets } from '../../../local-offsets.js';
import type { StateReader, StateWriter } from '../../state-bytes.js';
import { courseAt, learnCourse } from './course.js';
import { DAY_MS, type Habits, habitsOf, REACH } from './habits.js';
import { influenceOf, type Pace } from './influence.js';
import { LevelRange } from './level-range.js';
import { cellsOfSeries, judgeLongRun, passLongRun, shiftLongRun, teachLongRun } from './long-run.js';
import type { LongRunPoint } from './long-run-point.js';
import { ResidualRange } from './residual-range.js';
import { Stillness } from './stillness.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
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
/** The smallest limit of a series that has never moved: small enough for any unit, and an ordinary number. */
const LEAST_LIMIT = 1e-300;
/** A series of which this share of the points is 0 comes in bursts: its level says nothing, and each burst little. */
const INTERMITTENT_SHARE = 0.8;
const ZERO_MEMORY_POINTS = 1_000;
const BURST_LEVEL_MS = 12 * HOUR_MS;
const BURST_DRIFT_MS = 30 * MINUTE_MS;
const BURST_WIDTH = 1.6;

const longRun: LongRunPoint = {
  at: 0,
  value: 0,
  expected: 0,
  level: 0,
  limit: 0,
  resolution: 0,
  cycleShare: 0,
  elapsedMs: 0,
  allowance: noAllowance,
};

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
 * What no single reading shows is judged in the long run, see `long-run.ts`: drift over days, another noise, a stopped cycle.
 *
 * Known limits: the level follows a drift slower than its band's width per 20 minutes, which the long run sees hours later.
 */
export class SeasonalBand extends Detector {
  readonly #resolution: number;
  readonly #habits: Habits;
  readonly #leastShare: number;
  readonly #offsets: LocalOffsets | undefined;
  /** Its course and the long run. */
  readonly #cells = new Float32Array(cellsOfSeries);
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
  #zeroShare = 0;

  /** A deviation below `leastShare` of the level is never anomalous; by default that is what may be rounding. */
  constructor({ resolution, nature = 'held', offsets }: DetectorOptions, leastShare = ROUNDING) {
    super();
    this.#leastShare = leastShare;
    this.#resolution = resolution;
    this.#offsets = offsets;
    this.#habits = habitsOf[nature];
    this.direction = usualDirection(nature);
  }

  scoreOne(at: number, value: number, verdict: Verdict): void {
    if (!this.#isWarm() || this.#isAfterGap(at) || (this.#isYoung(at) && !this.#habits.judgesFirstDay)) {
      clearVerdict(verdict);
      return;
    }
    const expected = this.#level + this.#courseAt(at);
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
    if (verdict.score >= 1 || !this.#habits.trembles || this.#isYoung(at)) return;
    const point = this.#inLongRun(at, value - this.#origin, expected, Math.max(0, at - this.#lastAt));
    judgeLongRun(this.#cells, point, this.#origin, verdict);
    this.#heedDirection(value, verdict);
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
    this.#stillness.learn(at, value, elapsedMs);
    this.#zeroShare += ((value === 0 ? 1 : 0) - this.#zeroShare) / Math.min(this.#points + 1, ZERO_MEMORY_POINTS);
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
      const expected = this.#level + this.#courseAt(at);
      this.#judgeAndLearn(at, value - this.#origin, expected, settles ? 'following' : 'steadfast');
    }
    if (this.#habits.trembles) this.#stillness.learn(at, value, elapsedMs, settles);
    this.#lastAt = Math.max(at, this.#lastAt);
  }

  /** "Real" undoes what the excursion has earned: credit in the ranges, and that it has become the new level. */
  teach(lesson: Lesson): void {
    const deviation = deviationOf(lesson);
    teachLongRun(this.#cells, lesson);
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
    for (const value of [this.#settledAt, this.#levelBefore, this.#zeroShare]) writer.float64(value);
    this.#pointRange.save(writer);
    this.#driftRange.save(writer);
    this.#levels.save(writer);
    this.#stillness.save(writer);
    writer.float32s(this.#cells);
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
    this.#zeroShare = reader.float64();
    this.#pointRange.load(reader);
    this.#driftRange.load(reader);
    this.#levels.load(reader);
    this.#stillness.load(reader);
    reader.float32s(this.#cells);
  }

  #follow(at: number, value: number, elapsedMs: number): void {
    const relative = value - this.#origin;
    const seasonal = this.#courseAt(at);
    if (this.#isWarm()) {
      const influence = this.#judgeAndLearn(at, relative, this.#level + seasonal, 'learning');
      this.#levels.learn(this.#level + seasonal, elapsedMs);
      learnCourse(this.#cells, at, this.#level + seasonal + influence, elapsedMs, this.#offsets);
    } else {
      this.#warmUp(at, relative - this.#level - seasonal);
      this.#levels.learn(this.#level + seasonal, elapsedMs);
      learnCourse(this.#cells, at, relative, elapsedMs, this.#offsets);
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
  #judgeAndLearn(at: number, relative: number, expected: number, pace: Pace): number {
    const elapsedMs = Math.max(0, at - this.#lastAt);
    const residual = relative - expected;
    const pointLimit = this.#limit(this.#pointRange, at, expected, residual);
    const influence = pace === 'steadfast' && Math.abs(residual) >= pointLimit ? 0 : influenceOf(residual, pointLimit);
    this.#drift = this.#driftAfter(at, residual, pointLimit, expected);
    const driftLimit = this.#limit(this.#driftRange, at, expected, this.#drift);
    if (pace === 'learning') {
      this.#pointRange.learn(Math.abs(residual), pointLimit, elapsedMs, this.#points);
      this.#driftRange.learn(Math.abs(this.#drift), driftLimit, elapsedMs, this.#points);
    }
    if (this.#habits.trembles) {
      passLongRun(this.#cells, this.#inLongRun(at, relative, expected, elapsedMs), pace === 'learning');
    }
    this.#level += (influence * elapsedMs) / (this.#levelMemoryMs() + elapsedMs);
    if (
      pace !== 'steadfast' &&
      this.#hasLasted(at, Math.abs(residual) >= pointLimit || Math.abs(this.#drift) >= driftLimit)
    ) {
      this.#levelBefore = this.#level;
      this.#settledAt = at;
      this.#level += residual - influence;
      shiftLongRun(this.#cells, residual - influence);
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
    const seasonal = this.#courseAt(this.#lastAt);
    this.#levels.disown(this.#level + seasonal, this.#levelBefore + seasonal);
    shiftLongRun(this.#cells, this.#levelBefore - this.#level);
    this.#level = this.#levelBefore;
    this.#settledAt = NaN;
  }

  #reanchor(at: number, value: number): void {
    const level = value - this.#origin - this.#courseAt(at);
    shiftLongRun(this.#cells, level - this.#level);
    this.#level = level;
    this.#drift = 0;
    this.#outSince = NaN;
  }

  /** The drift once this residual is in it; at most twice its limit when the point is well in range, so that alarms end with faults. */
  #driftAfter(at: number, residual: number, pointLimit: number, expected: number): number {
    const drift = this.#driftWith(residual, Math.max(0, at - this.#lastAt));
    if (Math.abs(residual) >= pointLimit / 2) return drift;
    // Bursts are smoothed over half an hour: theirs has to end at once.
    const most = (this.#isIntermittent() ? 1 : 2) * this.#limit(this.#driftRange, at, expected, drift);
    return Math.max(-most, Math.min(most, drift));
  }

  #driftWith(residual: number, elapsedMs: number): number {
    return (
      this.#drift +
      (residual - this.#drift) * (elapsedMs / ((this.#isIntermittent() ? BURST_DRIFT_MS : DRIFT_MS) + elapsedMs))
    );
  }

  #scoreOf(residual: number, limit: number): number {
    const isTrouble = this.direction === 'both' || residual > 0 === (this.direction === 'high');
    return isTrouble ? Math.abs(residual) / limit : 0;
  }

  /** A stuck series: the band shrinks to the value that it keeps. What users ask may stay, but not at its top. */
  #judgeStillness(at: number, value: number, verdict: Verdict): void {
    if (this.#isYoung(at)) return;
    const score = this.#habits.trembles ? this.#stillness.score(at, value) : this.#stillness.scoreAtTop(at, value);
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
    const floor = Math.max(
      this.#resolution * dayCaution,
      this.#leastShare * (Math.abs(this.#origin) + Math.abs(this.#level)),
    );
    const young = age < DAY_MS;
    const share = young ? this.#habits.firstDayShare * Math.abs(this.#origin + this.#level) : 0;
    const limit = Math.max(this.#width() * range.threshold(caution), floor, share, LEAST_LIMIT);
    const room = direction < 0 ? expected - this.#levels.low : this.#levels.high - expected;
    const reach = (young ? this.#habits.firstDayReach : REACH) * limit;
    const usual = Math.max(limit, Math.min(room + limit, reach));
    return this.allowance === noAllowance ? usual : Math.max(usual, this.allowance.towards(direction));
  }

  #width(): number {
    return this.#isIntermittent() ? BURST_WIDTH * this.#habits.width : this.#habits.width;
  }

  #isIntermittent(): boolean {
    return this.#zeroShare > INTERMITTENT_SHARE;
  }

  #inLongRun(at: number, value: number, expected: number, elapsedMs: number): LongRunPoint {
    longRun.at = at;
    longRun.value = value;
    longRun.expected = expected;
    longRun.level = this.#level;
    longRun.limit = Math.max(LEAST_LIMIT, this.#width() * this.#pointRange.threshold(1));
    longRun.resolution = this.#resolution;
    longRun.cycleShare = this.#habits.cycleShare;
    longRun.elapsedMs = elapsedMs;
    longRun.allowance = this.allowance;
    return longRun;
  }

  /** What the long run shows has a side too, but for noise, whose band holds the value. */
  #heedDirection(value: number, verdict: Verdict): void {
    if (this.direction === 'both' || verdict.score < 1) return;
    const isAbove = value > verdict.upper;
    const isBelow = value < verdict.lower;
    if (this.direction === 'high' ? isBelow : isAbove) verdict.score = 0;
  }

  #courseAt(at: number): number {
    return courseAt(this.#cells, at, this.#offsets);
  }

  #levelMemoryMs(): number {
    if (this.#isIntermittent()) return Math.max(BURST_LEVEL_MS, LEVEL_POINTS * this.#stepMs);
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
