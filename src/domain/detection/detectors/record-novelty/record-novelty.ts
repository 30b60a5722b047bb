import { asMeasured } from '../../largest-value.js';
import { clearVerdict, Detector, type Verdict } from '../../detector.js';
import type { StateReader, StateWriter } from '../../state-bytes.js';
import { LEAST_SCALE, over } from './over-scale.js';
import {
  ALERT_AGE,
  ALERT_NOVELTY,
  CENTRE,
  DAY_RESIDUAL,
  LAST,
  Plan,
  PLATEAU,
  PLATEAU_AGE,
  SPREAD,
  STEP,
  SURPRISE,
} from './plan.js';
import { placeOf } from './point-in-hand.js';
import { defaultSettings } from './settings.js';
import type { Slab } from './slab.js';

/** Of a value that operators allow: still among the highest that are no alert. */
const ALLOWED_SCORE = 0.99;
/** Spreads from its centre that a series is taken to reach at most. */
const GLITCH_SPREADS = 1e4;

const defaultPlan = new Plan(defaultSettings);

/**
 * Record novelty: features of the series (residuals to its day and week, fast against slow levels, activity), at two
 * speeds, are each compared with their own slowly fading record. A point at which two of them set a record together, at
 * each of the speeds, is an alert, with a score above 1 for that point. Between alerts the score is a plateau below 1: the residual to the
 * time of day, held for a while after its peak, so that the rest of an anomaly still ranks above the normal.
 *
 * `expected` and the band come from the time-of-day profile; the band is for the reader's eye, the score does not rest
 * on it.
 */
export class RecordNovelty extends Detector {
  readonly #plan: Plan;
  /** Where its numbers are. */
  readonly #slab: Slab;
  readonly #row: number;
  #points = 0;
  #origin = 0;

  constructor(plan: Plan = defaultPlan) {
    super();
    this.#plan = plan;
    const { slab, row } = plan.newRow();
    this.#slab = slab;
    this.#row = row;
  }

  scoreOne(at: number, reading: number, verdict: Verdict): void {
    const { day, means, row, settings } = this.#plan;
    row.moveTo(this.#slab, this.#row);
    const value = this.#withoutGlitch(reading);
    this.#advance(at, value);
    if (this.#points < settings.warmUpPoints) {
      clearVerdict(verdict);
      return;
    }
    verdict.score = this.#score();
    const bin = day.binAt(at);
    const centre = row.value(CENTRE);
    const expected = day.isSettled(row, bin) ? day.meanAt(row, bin, centre) : centre;
    const scale = day.scaleAt(row, bin, row.value(SPREAD));
    const reach = 4 * (settings.usualShare * means.before(DAY_RESIDUAL) + scale);
    verdict.expected = this.#origin + expected;
    verdict.lower = verdict.expected - reach;
    verdict.upper = verdict.expected + reach;
    if (this.allowance.covers(value - verdict.expected)) verdict.score = Math.min(verdict.score, ALLOWED_SCORE);
  }

  learnOne(at: number, reading: number): void {
    const { day, week, means, row, inHand } = this.#plan;
    row.moveTo(this.#slab, this.#row);
    const value = this.#withoutGlitch(reading);
    this.#advance(at, value);
    if (this.#points === 0) this.#origin = value;
    const relative = value - this.#origin;
    row.setFirstValues(means.after);
    day.learn(row, day.binAt(at), relative);
    week.learn(row, week.binAt(at), relative);
    this.#points += 1;
    inHand.owner = undefined;
  }

  /** Its records fade by themselves, and none of them is of one excursion alone: the allowance says all. */
  teach(): void {
    // Nothing to correct.
  }

  save(writer: StateWriter): void {
    const { row, dayVisits, weekVisits } = this.#plan;
    row.moveTo(this.#slab, this.#row);
    writer.float64(this.#points);
    writer.float64(this.#origin);
    writer.float32s(row.allValues());
    dayVisits.save(row, writer);
    weekVisits.save(row, writer);
  }

  load(reader: StateReader): void {
    const { inHand, row, dayVisits, weekVisits } = this.#plan;
    inHand.owner = undefined;
    row.moveTo(this.#slab, this.#row);
    this.#points = reader.float64();
    this.#origin = reader.float64();
    reader.float32s(row.allValues());
    dayVisits.load(row, reader);
    weekVisits.load(row, reader);
  }

  /** A reading so far out that its size means nothing would leave its mark for as long as the memories are. */
  #withoutGlitch(reading: number): number {
    const value = asMeasured(reading);
    const { row, settings } = this.#plan;
    const reach = GLITCH_SPREADS * row.value(SPREAD);
    if (this.#points < settings.warmUpPoints || reach === 0) return value;
    const centre = this.#origin + row.value(CENTRE);
    return Math.max(centre - reach, Math.min(centre + reach, value));
  }

  /** Computes the state after this point into the plan's means, unless it is there. */
  #advance(at: number, value: number): void {
    const { inHand } = this.#plan;
    if (inHand.owner === this && inHand.at === at && inHand.value === value) return;
    inHand.owner = this;
    inHand.at = at;
    inHand.value = value;
    this.#compute(at, value);
  }

  #compute(at: number, value: number): void {
    const { day, week, means, row, point, rates, settings, speeds } = this.#plan;
    means.start(this.#points);
    const relative = this.#points === 0 ? 0 : value - this.#origin;
    const centre = means.mean(CENTRE, rates.centre, relative);
    const spread = means.mean(SPREAD, rates.spread, Math.abs(relative - centre));
    const bin = day.binAt(at);
    const residual = relative - day.meanAt(row, bin, relative);
    const usual = means.mean(DAY_RESIDUAL, rates.dayResidual, Math.abs(residual));
    const least = settings.usualShare * usual + LEAST_SCALE * spread;
    const z = over(residual, least + day.scaleAt(row, bin, spread));
    const step = Math.abs(relative - means.before(LAST));
    const usualStep = means.mean(STEP, rates.step, step);
    means.after[LAST] = relative;
    point[placeOf.relative] = relative;
    point[placeOf.spread] = spread;
    point[placeOf.weekResidual] = relative - week.meanAt(row, week.binAt(at), relative);
    point[placeOf.dayResidual] = Math.max(-settings.zClip, Math.min(settings.zClip, z));
    point[placeOf.step] = Math.min(settings.stepClip, over(step, usualStep + LEAST_SCALE * spread));
    let ratios = Infinity;
    for (const features of speeds) ratios = Math.min(ratios, features.pass(means, point));
    // The mean of the two, in nats.
    this.#alert(0.5 * Math.log(ratios));
    const blended = least + day.blendedScaleAt(row, bin, spread, settings.scalePrior);
    this.#hold(day.isSettled(row, bin) ? Math.abs(over(residual, blended)) : 0);
  }

  /** Decides whether the point is an alert: then, and only then, the age of the last alert is 1 afterwards. */
  #alert(novelty: number): void {
    const { means, settings } = this.#plan;
    const age = means.before(ALERT_AGE);
    const last = means.before(ALERT_NOVELTY);
    const isRecord = this.#points >= settings.warmUpPoints && novelty > settings.alertNovelty;
    const isAlert = isRecord && (age >= settings.refractoryPoints || novelty > last + settings.refractoryMargin);
    means.after[ALERT_AGE] = isAlert ? 1 : Math.min(age, settings.refractoryPoints) + 1;
    means.after[ALERT_NOVELTY] = isAlert ? novelty : last;
  }

  /** Raises the plateau to the smoothed surprise, or lets it stand and then fade. */
  #hold(surprise: number): void {
    const { means, plateauKept, rates, settings } = this.#plan;
    const smoothed = means.mean(SURPRISE, rates.surprise, surprise);
    const age = Math.min(means.before(PLATEAU_AGE), settings.plateauHold) + 1;
    const stands = age <= settings.plateauHold;
    const held = means.before(PLATEAU) * (stands ? 1 : plateauKept);
    const isPeak = smoothed >= held;
    means.after[PLATEAU] = isPeak ? smoothed : held;
    means.after[PLATEAU_AGE] = isPeak ? 0 : age;
  }

  #score(): number {
    const { after } = this.#plan.means;
    if (after[ALERT_AGE] === 1) return 2 - Math.exp(-(after[ALERT_NOVELTY] ?? 0));
    const held = after[PLATEAU] ?? 0;
    return held / (1 + held);
  }
}
