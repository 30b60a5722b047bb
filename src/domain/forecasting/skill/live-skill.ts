import type { StateReader, StateWriter } from '../../detection/state-bytes.js';
import type { Forecast } from '../forecast.js';
import { anyValue, type ValueRange } from '../intervals/bands-around.js';
import { ConformalIntervals } from '../intervals/conformal-intervals.js';
import type { IntervalPlan } from '../intervals/interval-plan.js';
import { ErrorTally } from './error-tally.js';
import { reportSkill } from './report-skill.js';
import type { SkillReport } from './skill-report.js';
import { isTrusted } from './trust.js';

/** What happened fades to a third over so many horizons, since errors are alike within one, and judged forecasts. */
const MEMORY = { horizons: 14, forecasts: 200 };
/** Trust stays as it is until as much has been judged. */
const LEAST = { horizons: 2, forecasts: 48 };

/** The means of both forecasts of a series, made from the same history. */
export interface RivalMeans {
  readonly forecaster: Float64Array;
  /** Of the seasonal naive forecaster. */
  readonly baseline: Float64Array;
}

/** What is made of them: each with its own bands, and the one to tell. */
export interface RivalForecasts {
  readonly told: Forecast;
  readonly forecaster: Forecast;
  readonly baseline: Forecast;
}

/**
 * Follows how well one series is forecast, beside the seasonal naive forecast, and tells the better of the two: a forecaster
 * that has been worse for a while gives way to the naive one until it is better again. Both are judged all the time, and
 * each has its own bands. 4 KB a series for 24 steps and two levels. Time is a count of steps since any time.
 */
export class LiveSkill {
  readonly #forecaster: Rival;
  readonly #baseline: Rival;
  readonly #plan: IntervalPlan;
  #trusted = true;

  constructor(plan: IntervalPlan, range: ValueRange = anyValue) {
    this.#plan = plan;
    this.#forecaster = new Rival(plan, range);
    this.#baseline = new Rival(plan, range);
  }

  /** Takes the truth of the step `at`, before any forecast is made at it. Steps come in order; NaN is a missing one. */
  arrive(at: number, truth: number): void {
    this.#forecaster.arrive(at, truth);
    this.#baseline.arrive(at, truth);
    if (this.#forecaster.tally.judged(0) < judgedOver(LEAST, this.#plan)) return;
    this.#trusted = isTrusted(this.#trusted, this.report().overall.skill);
  }

  /** The forecasts made at the step `now`, both of which will be judged. To be asked for once a step. */
  issue(now: number, means: RivalMeans): RivalForecasts {
    const forecaster = this.#forecaster.intervals.issue(now, means.forecaster);
    const baseline = this.#baseline.intervals.issue(now, means.baseline);
    return { told: this.#trusted ? forecaster : baseline, forecaster, baseline };
  }

  /** The forecaster's means with its bands; nothing will be learned from them. */
  around(mean: Float64Array): Forecast {
    return this.#forecaster.intervals.around(mean);
  }

  /** False while the seasonal naive forecast is told in place of the forecaster's. */
  hasSkill(): boolean {
    return this.#trusted;
  }

  report(): SkillReport {
    return reportSkill(this.#plan, this.#trusted, this.#forecaster.tally, this.#baseline.tally);
  }

  save(writer: StateWriter): void {
    writer.uint32(this.#trusted ? 1 : 0);
    for (const rival of [this.#forecaster, this.#baseline]) rival.save(writer);
  }

  /** Replaces the state by a saved one. Throws `incompatible_data` if it was planned for other steps or levels. */
  load(reader: StateReader): void {
    this.#trusted = reader.uint32() === 1;
    for (const rival of [this.#forecaster, this.#baseline]) rival.load(reader);
  }
}

/** One of the two, with its bands and its record. */
class Rival {
  readonly intervals: ConformalIntervals;
  readonly tally: ErrorTally;

  constructor(plan: IntervalPlan, range: ValueRange) {
    this.intervals = new ConformalIntervals(plan, range);
    this.tally = new ErrorTally(plan, judgedOver(MEMORY, plan));
  }

  arrive(at: number, truth: number): void {
    for (const judgement of this.intervals.arrive(at, truth)) this.tally.add(judgement);
  }

  save(writer: StateWriter): void {
    this.intervals.save(writer);
    this.tally.save(writer);
  }

  load(reader: StateReader): void {
    this.intervals.load(reader);
    this.tally.load(reader);
  }
}

function judgedOver({ horizons, forecasts }: typeof MEMORY, { buckets }: IntervalPlan): number {
  return Math.max(forecasts, horizons * buckets.horizon);
}
