import { clearVerdict, Detector, type Verdict } from '../../detector.js';
import type { StateReader, StateWriter } from '../../state-bytes.js';
import { type ProfileCells, TimeProfile } from './time-profile.js';
import { TwoLargest } from './two-largest.js';

const HALF_HOUR_MS = 1_800_000;
const HOUR_MS = 3_600_000;
const WARM_UP_POINTS = 50;
/** An alert is a record by this much, in nats, ... */
const ALERT_NOVELTY = 0.04;
/** ... and for this many points after one, only a record that beats it by e is another. */
const REFRACTORY_POINTS = 100;
const REFRACTORY_MARGIN = 1;
const HOLD_POINTS = 500;
const RECORD_DECAY = Math.exp(-5e-5);
const HOLD_DECAY = Math.exp(-1 / HOLD_POINTS);
/** Keeps single precision's rounding residue from being a record. */
const FLOOR = 1e-2;
const STEP_CLIP = 5;
/** A bin that has hardly varied makes any residual enormous; ten scales are as remarkable as a hundred. */
const Z_CLIP = 10;

const SMOOTHINGS = [1, 3, 12, 36] as const;
const LEVELS = [1, 3, 12, 48, 96, 400] as const;
/** Fast and slow level of each pair, as indices of LEVELS. */
const PAIRS = [
  [0, 3],
  [1, 3],
  [2, 4],
  [3, 5],
] as const;
const ACTIVITIES = [6, 24] as const;
const FEATURES = 3 * SMOOTHINGS.length + PAIRS.length + ACTIVITIES.length;

/** Where each running mean lies in the state. */
const CENTRE = 0;
const SPREAD = 1;
const DAY_RESIDUAL = 2;
const STEP = 3;
const SMOOTHED = 4;
const LEVEL = SMOOTHED + 3 * SMOOTHINGS.length;
const PAIR_SCALE = LEVEL + LEVELS.length;
const ACTIVITY = PAIR_SCALE + PAIRS.length;
const FEATURE_MEAN = ACTIVITY + ACTIVITIES.length;
const RECORD = FEATURE_MEAN + FEATURES;
/** Smoothed z of settled bins: what the plateau holds. */
const HELD = RECORD + FEATURES;
const MEANS_END = HELD + 1;

const DAY_BINS = 48;
const WEEK_BINS = 168;
const day = new TimeProfile({
  bins: DAY_BINS,
  binMs: HALF_HOUR_MS,
  rate: 1 / 14,
  meansAt: MEANS_END,
  scalesAt: MEANS_END + DAY_BINS,
  visitsAt: 0,
});
const week = new TimeProfile({
  bins: WEEK_BINS,
  binMs: HOUR_MS,
  rate: 1 / 6,
  meansAt: MEANS_END + 2 * DAY_BINS,
  scalesAt: undefined,
  visitsAt: DAY_BINS,
});
const VALUES = MEANS_END + 2 * DAY_BINS + WEEK_BINS;

/** The running means after the point in hand. Shared: no two detectors are ever in the middle of a point at once. */
const next = new Float32Array(MEANS_END);
const best = new TwoLargest();
/** Whose point that is, so that learning the point just scored does not compute it again. */
const inHand: { owner: RecordNovelty | undefined; at: number; value: number; novelty: number } = {
  owner: undefined,
  at: NaN,
  value: NaN,
  novelty: 0,
};

/**
 * Record novelty: eighteen features of the series (residuals to its day and week, fast against slow levels, activity)
 * are each compared with their own slowly decaying record. A point at which two of them set a record together is an
 * alert, with a score above 1 for that point; between alerts the score is a plateau below 1 that holds the smoothed
 * time-of-day residual, so that the rest of the anomaly still ranks above the normal.
 *
 * Memories count points, which suits steps of a minute to an hour. `expected` and the band come from the time-of-day
 * profile; the band is for the reader's eye, the score does not rest on it.
 */
export class RecordNovelty extends Detector {
  readonly #cells = emptyCells();
  #points = 0;
  #origin = 0;
  #last = 0;
  #held = 0;
  #alertAge = REFRACTORY_POINTS;
  #alertNovelty = 0;

  scoreOne(at: number, value: number, verdict: Verdict): void {
    const novelty = this.#advance(at, value);
    if (this.#points < WARM_UP_POINTS) {
      clearVerdict(verdict);
      return;
    }
    verdict.score = this.#isAlert(novelty) ? 2 - Math.exp(-novelty) : plateau(this.#heldNext());
    const bin = day.binAt(at);
    const centre = this.#cells.values[CENTRE] ?? 0;
    const expected = day.isSettled(this.#cells, bin) ? day.meanAt(this.#cells, bin, centre) : centre;
    const reach =
      4 *
      (0.3 * (this.#cells.values[DAY_RESIDUAL] ?? 0) + day.scaleAt(this.#cells, bin, this.#cells.values[SPREAD] ?? 0));
    verdict.expected = this.#origin + expected;
    verdict.lower = verdict.expected - reach;
    verdict.upper = verdict.expected + reach;
  }

  learnOne(at: number, value: number): void {
    if (this.#points === 0) {
      this.#origin = value;
      this.#last = 0;
    }
    const novelty = this.#advance(at, value);
    if (this.#points >= WARM_UP_POINTS && this.#isAlert(novelty)) {
      this.#alertAge = 0;
      this.#alertNovelty = novelty;
    }
    this.#alertAge += 1;
    this.#held = this.#heldNext();
    const relative = value - this.#origin;
    const dayBin = day.binAt(at);
    day.learn(this.#cells, dayBin, relative, Math.abs(relative - day.meanAt(this.#cells, dayBin, relative)));
    week.learn(this.#cells, week.binAt(at), relative, 0);
    this.#last = relative;
    this.#points += 1;
    this.#cells.values.set(next);
    inHand.owner = undefined;
  }

  save(writer: StateWriter): void {
    for (const value of [this.#points, this.#origin, this.#last, this.#held]) writer.float64(value);
    writer.float64(this.#alertAge);
    writer.float64(this.#alertNovelty);
    writer.float32s(this.#cells.values);
    writer.bytesOf(this.#cells.visits);
  }

  load(reader: StateReader): void {
    inHand.owner = undefined;
    this.#points = reader.float64();
    this.#origin = reader.float64();
    this.#last = reader.float64();
    this.#held = reader.float64();
    this.#alertAge = reader.float64();
    this.#alertNovelty = reader.float64();
    reader.float32s(this.#cells.values);
    reader.bytesInto(this.#cells.visits);
  }

  /** Computes the running means after this point into `next`, unless they are there; answers how new the point is. */
  #advance(at: number, value: number): number {
    if (inHand.owner === this && inHand.at === at && inHand.value === value) return inHand.novelty;
    inHand.owner = this;
    inHand.at = at;
    inHand.value = value;
    inHand.novelty = this.#compute(at, value);
    return inHand.novelty;
  }

  #compute(at: number, value: number): number {
    const relative = this.#points === 0 ? 0 : value - this.#origin;
    const centre = this.#mean(CENTRE, 288, relative);
    const spread = this.#mean(SPREAD, 1000, Math.abs(relative - centre));
    const dayBin = day.binAt(at);
    const weekBin = week.binAt(at);
    const dayResidual = relative - day.meanAt(this.#cells, dayBin, relative);
    const weekResidual = relative - week.meanAt(this.#cells, weekBin, relative);
    const typical = this.#mean(DAY_RESIDUAL, 500, Math.abs(dayResidual));
    const scale = 0.3 * typical + day.scaleAt(this.#cells, dayBin, spread) + 1e-3 * spread;
    const unclipped = scale > 0 ? dayResidual / scale : 0;
    const z = Math.max(-Z_CLIP, Math.min(Z_CLIP, unclipped));
    this.#mean(HELD, 12, day.isSettled(this.#cells, dayBin) ? unclipped : 0);
    best.clear();
    for (let i = 0; i < SMOOTHINGS.length; i++) {
      const memory = SMOOTHINGS[i] ?? 1;
      this.#record(i, Math.abs(this.#mean(SMOOTHED + i, memory, weekResidual)), FLOOR * spread);
      this.#record(4 + i, Math.abs(this.#mean(SMOOTHED + 4 + i, memory, z)), FLOOR);
      this.#record(8 + i, Math.abs(this.#mean(SMOOTHED + 8 + i, memory, dayResidual)), FLOOR * spread);
    }
    this.#levels(relative);
    this.#activity(relative, spread);
    return best.novelty();
  }

  #levels(relative: number): void {
    for (let i = 0; i < LEVELS.length; i++) this.#mean(LEVEL + i, LEVELS[i] ?? 1, relative);
    const spread = next[SPREAD] ?? 0;
    for (let i = 0; i < PAIRS.length; i++) {
      const [fast, slow] = PAIRS[i] ?? PAIRS[0];
      const distance = Math.abs((next[LEVEL + fast] ?? 0) - (next[LEVEL + slow] ?? 0));
      const scale = this.#mean(PAIR_SCALE + i, 500, distance) + 1e-3 * spread;
      this.#record(12 + i, scale > 0 ? distance / scale : 0, FLOOR);
    }
  }

  #activity(relative: number, spread: number): void {
    const step = Math.abs(relative - this.#last);
    const scale = this.#mean(STEP, 1000, step) + 1e-3 * spread;
    const clipped = scale > 0 ? Math.min(STEP_CLIP, step / scale) : 0;
    for (let i = 0; i < ACTIVITIES.length; i++) {
      this.#record(16 + i, this.#mean(ACTIVITY + i, ACTIVITIES[i] ?? 1, clipped), FLOOR);
    }
  }

  /** Exponentially weighted mean over about `memory` points, at first a running mean. */
  #mean(index: number, memory: number, value: number): number {
    const before = this.#cells.values[index] ?? 0;
    const mean = before + Math.max(1 / memory, 1 / (this.#points + 1)) * (value - before);
    next[index] = mean;
    return mean;
  }

  #record(feature: number, value: number, floor: number): void {
    const level = value + this.#mean(FEATURE_MEAN + feature, 1000, value) + floor;
    const record = this.#cells.values[RECORD + feature] ?? 0;
    if (record > 0) best.add(level / record);
    next[RECORD + feature] = Math.max(record * RECORD_DECAY, level);
  }

  #isAlert(novelty: number): boolean {
    if (novelty <= ALERT_NOVELTY) return false;
    return this.#alertAge >= REFRACTORY_POINTS || novelty > this.#alertNovelty + REFRACTORY_MARGIN;
  }

  #heldNext(): number {
    return Math.max(this.#held * HOLD_DECAY, Math.abs(next[HELD] ?? 0));
  }
}

/** Both arrays in one buffer: a buffer of its own costs as much as the smaller one. */
function emptyCells(): ProfileCells {
  const visits = DAY_BINS + WEEK_BINS;
  const buffer = new ArrayBuffer(VALUES * 4 + visits);
  return { values: new Float32Array(buffer, 0, VALUES), visits: new Uint8Array(buffer, VALUES * 4, visits) };
}

function plateau(held: number): number {
  return held / (1 + held);
}
