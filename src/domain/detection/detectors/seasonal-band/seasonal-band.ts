import { clearVerdict, Detector, type DetectorOptions, type Verdict } from '../../detector.js';
import { noAllowance } from '../../feedback/allowance.js';
import { deviationOf, type Lesson } from '../../feedback/lesson.js';
import { usualDirection } from '../../metric-nature.js';
import type { LocalOffsets } from '../../../local-offsets.js';
import type { StateReader, StateWriter } from '../../state-bytes.js';
import { courseAt, learnCourse } from './course.js';
import { DAY_MS, cautiousLimit, type Habits, habitsOf, REACH } from './habits.js';
import { influenceOf, type Pace } from './influence.js';
import { judged, type Judgement } from './judgement.js';
import { cellsOfSeries, heedDirection, judgeLongRun, passLongRun, shiftLongRun, teachLongRun } from './long-run.js';
import { blankLongRunPoint, type LongRunPoint } from './long-run-point.js';
import type { ResidualRange } from './residual-range.js';
import { driftRange, emptyTrackRecord, levelRange, pointRange, stillness, trackRecordBytes } from './track-record.js';

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

const longRun = blankLongRunPoint();

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
  readonly #track: Float64Array;
  /** Its course and the long run. */
  readonly #cells: Float32Array;
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
    // One buffer, because each costs 90 bytes beside what it holds.
    const buffer = new ArrayBuffer(trackRecordBytes + cellsOfSeries * Float32Array.BYTES_PER_ELEMENT);
    this.#track = emptyTrackRecord(buffer);
    this.#cells = new Float32Array(buffer, trackRecordBytes);
  }

  scoreOne(at: number, value: number, verdict: Verdict): void {
    if (!this.#isWarm() || this.#isAfterGap(at) || (this.#isYoung(at) && !this.#habits.judgesFirstDay)) {
      clearVerdict(verdict);
      return;
    }
    const { expected, residual, pointBase, drift, driftBase } = this.#judge(at, value);
    const pointScore = this.#scoreOf(residual, judged.pointLimit);
    const driftScore = this.#scoreOf(drift, judged.driftLimit);
    verdict.score = Math.min(HIGHEST_SCORE, Math.max(pointScore, driftScore));
    verdict.expected = this.#origin + expected;
    const base = driftScore >= 1 && driftScore > pointScore ? driftBase : pointBase;
    verdict.lower = verdict.expected - this.#limit(base, at, expected, -1);
    verdict.upper = verdict.expected + this.#limit(base, at, expected, 1);
    this.#judgeStillness(at, value, verdict);
    if (verdict.score >= 1 || !this.#habits.trembles || this.#isYoung(at)) return;
    const point = this.#inLongRun(at, value - this.#origin, expected, Math.max(0, at - this.#lastAt));
    judgeLongRun(this.#cells, point, this.#origin, verdict);
    heedDirection(this.direction, value, verdict);
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
    judged.by = undefined;
    stillness.learn(this.#track, at, value, elapsedMs);
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
      this.#judgeAndLearn(at, value, settles ? 'following' : 'steadfast');
    }
    judged.by = undefined;
    if (this.#habits.trembles) stillness.learn(this.#track, at, value, elapsedMs, settles);
    this.#lastAt = Math.max(at, this.#lastAt);
  }

  /** "Real" undoes what the excursion has earned: credit in the ranges, and that it has become the new level. */
  teach(lesson: Lesson): void {
    const deviation = deviationOf(lesson);
    judged.by = undefined;
    const wasLongRun = teachLongRun(this.#cells, lesson);
    if (deviation === 0) {
      if (lesson.verdict === 'not-anomaly') stillness.excuse(this.#track, this.#lastAt, lesson.value);
      if (lesson.verdict === 'real') stillness.disown(this.#track);
    } else if (lesson.verdict === 'real') {
      const size = Math.abs(deviation) / this.#habits.width;
      // What is anomalous in the long run lies within the band, and one cut back to it would find usual peaks anomalous.
      const isBeyond = (range: ResidualRange) => !wasLongRun || size >= range.threshold(this.#track, 1);
      for (const range of [pointRange, driftRange].filter(isBeyond)) range.disown(this.#track, size);
      if (this.#settledAt >= lesson.startsAt) this.#unsettle(deviation);
    }
  }

  save(writer: StateWriter): void {
    for (const value of [this.#points, this.#firstAt, this.#lastAt, this.#stepMs]) writer.float64(value);
    for (const value of [this.#origin, this.#level, this.#drift, this.#outSince]) writer.float64(value);
    for (const value of [this.#settledAt, this.#levelBefore, this.#zeroShare]) writer.float64(value);
    writer.float64s(this.#track);
    writer.float32s(this.#cells);
  }

  load(reader: StateReader): void {
    judged.by = undefined;
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
    reader.float64s(this.#track);
    reader.float32s(this.#cells);
  }

  /** How a point is judged by what was before; the answer holds until the next call. Changes no state. */
  #judge(at: number, value: number): Judgement {
    if (judged.by === this && judged.at === at && judged.value === value) return judged;
    judged.by = this;
    judged.at = at;
    judged.value = value;
    judged.seasonal = this.#courseAt(at);
    const expected = (judged.expected = this.#level + judged.seasonal);
    const residual = (judged.residual = value - this.#origin - expected);
    judged.pointBase = this.#baseLimit(pointRange, at);
    judged.pointLimit = this.#limit(judged.pointBase, at, expected, residual);
    judged.driftBase = this.#baseLimit(driftRange, at);
    judged.drift = this.#driftAfter(at, judged);
    judged.driftLimit = this.#limit(judged.driftBase, at, expected, judged.drift);
    return judged;
  }

  #follow(at: number, value: number, elapsedMs: number): void {
    if (this.#isWarm()) {
      const { seasonal } = this.#judge(at, value);
      const influence = this.#judgeAndLearn(at, value, 'learning');
      levelRange.learn(this.#track, this.#level + seasonal, elapsedMs);
      learnCourse(this.#cells, at, this.#level + seasonal + influence, elapsedMs, this.#offsets);
    } else {
      const relative = value - this.#origin;
      const seasonal = this.#courseAt(at);
      this.#warmUp(at, relative - this.#level - seasonal);
      levelRange.learn(this.#track, this.#level + seasonal, elapsedMs);
      learnCourse(this.#cells, at, relative, elapsedMs, this.#offsets);
    }
    this.#stepMs += (elapsedMs - this.#stepMs) * Math.max(0.02, 1 / this.#points);
  }

  /** Before there is a band everything counts, in plain running means. */
  #warmUp(at: number, residual: number): void {
    this.#drift = this.#driftWith(residual, Math.max(0, at - this.#lastAt));
    pointRange.warmUp(this.#track, Math.abs(residual), this.#points);
    driftRange.warmUp(this.#track, Math.abs(this.#drift), this.#points);
    this.#level += residual / (this.#points + 1);
  }

  /** Answers how much of the residual was taken for real. */
  #judgeAndLearn(at: number, value: number, pace: Pace): number {
    const elapsedMs = Math.max(0, at - this.#lastAt);
    const { expected, residual, pointLimit, drift, driftLimit } = this.#judge(at, value);
    const relative = value - this.#origin;
    const influence = pace === 'steadfast' && Math.abs(residual) >= pointLimit ? 0 : influenceOf(residual, pointLimit);
    this.#drift = drift;
    if (pace === 'learning') {
      pointRange.learn(this.#track, Math.abs(residual), pointLimit, elapsedMs, this.#points);
      driftRange.learn(this.#track, Math.abs(this.#drift), driftLimit, elapsedMs, this.#points);
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
      shiftLongRun(this.#cells, residual - influence, relative);
      this.#drift = 0;
      this.#outSince = NaN;
      pointRange.endExcursion(this.#track, pointLimit);
      driftRange.endExcursion(this.#track, driftLimit);
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
    levelRange.disown(this.#track, this.#level + seasonal, this.#levelBefore + seasonal);
    shiftLongRun(this.#cells, this.#levelBefore - this.#level, this.#levelBefore + seasonal);
    this.#level = this.#levelBefore;
    this.#settledAt = NaN;
  }

  #reanchor(at: number, value: number): void {
    const level = value - this.#origin - this.#courseAt(at);
    shiftLongRun(this.#cells, level - this.#level, value - this.#origin);
    this.#level = level;
    this.#drift = 0;
    this.#outSince = NaN;
  }

  /** The drift once this residual is in it; at most twice its limit when the point is well in range, so that alarms end with faults. */
  #driftAfter(at: number, { residual, pointLimit, expected, driftBase }: Judgement): number {
    const drift = this.#driftWith(residual, Math.max(0, at - this.#lastAt));
    if (Math.abs(residual) >= pointLimit / 2) return drift;
    // Bursts are smoothed over half an hour: theirs has to end at once.
    const most = (this.#isIntermittent() ? 1 : 2) * this.#limit(driftBase, at, expected, drift);
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
    const score = this.#habits.trembles
      ? stillness.score(this.#track, at, value)
      : stillness.scoreAtTop(this.#track, at, value);
    if (score < 1 || score <= verdict.score) return;
    verdict.score = Math.min(HIGHEST_SCORE, score);
    verdict.expected = value;
    verdict.lower = value;
    verdict.upper = value;
  }

  /** The absolute residual that is anomalous where the series is not on the way to a level that it has kept before. */
  #baseLimit(range: ResidualRange, at: number): number {
    const age = at - this.#firstAt;
    const level = Math.abs(this.#origin) + Math.abs(this.#level);
    if (age >= DAY_MS) {
      const floor = Math.max(this.#resolution, this.#leastShare * level);
      return Math.max(this.#width() * range.threshold(this.#track, 1), floor, LEAST_LIMIT);
    }
    const dayCaution = 1 + FIRST_DAY_CAUTION * Math.max(0, 1 - age / DAY_MS);
    const caution = dayCaution + FIRST_HOURS_CAUTION * Math.max(0, 1 - age / FIRST_HOURS_MS);
    const floor = Math.max(this.#resolution * dayCaution, this.#leastShare * level);
    const share = this.#habits.firstDayShare * Math.abs(this.#origin + this.#level);
    return Math.max(this.#width() * range.threshold(this.#track, caution), floor, share, LEAST_LIMIT);
  }

  /** The absolute residual that is anomalous, on the side of `direction`. */
  #limit(base: number, at: number, expected: number, direction: number): number {
    const room = direction < 0 ? expected - levelRange.low(this.#track) : levelRange.high(this.#track) - expected;
    const reach = this.#isYoung(at) ? this.#habits.firstDayReach : REACH;
    const usual = Math.max(
      base,
      Math.min(room + base, reach * base),
      cautiousLimit(this.#habits, direction, at - this.#firstAt, base, this.#origin + this.#level),
    );
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
    longRun.limit = Math.max(LEAST_LIMIT, this.#width() * pointRange.threshold(this.#track, 1));
    longRun.resolution = this.#resolution;
    longRun.cycleShare = this.#habits.cycleShare;
    longRun.judgesNoise = this.#habits.judgesNoise;
    longRun.elapsedMs = elapsedMs;
    longRun.allowance = this.allowance;
    return longRun;
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
