import type { StateReader, StateWriter } from '../../detection/state-bytes.js';
import { type EvenSeries, sliceOf } from '../even-series.js';
import type { Forecast } from '../forecast.js';
import type { ValueRange } from '../intervals/bands-around.js';
import type { IntervalPlan } from '../intervals/interval-plan.js';
import { LiveSkill } from '../skill/live-skill.js';
import { liveBaseline } from './live-baseline.js';
import { type SkillSummary, summaryOf } from './skill-summary.js';

/** Before its first forecast a subject is forecast in hindsight from so many hours back, so that it has intervals at once. */
export const HINDSIGHT_STEPS = 48;

/** Gives the means of a history; undefined where there is no model that can. */
export type Means = (history: EvenSeries, horizon: number) => Float64Array | undefined;

/** What was told of one subject and how it has turned out: its intervals and its skill. About 4 KB. */
export class ForecastTrack {
  readonly #skill: LiveSkill;
  /** Number of the newest step whose truth was taken, counted from the epoch. */
  #arrived = -Infinity;

  constructor(
    private readonly plan: IntervalPlan,
    range: ValueRange,
  ) {
    this.#skill = new LiveSkill(plan, range);
  }

  /** When the newest truth came, as a count of steps from the epoch; -Infinity before the first. */
  get arrived(): number {
    return this.#arrived;
  }

  /** Whether the forecaster is told, and not seasonal naive in its place. */
  get hasSkill(): boolean {
    return this.#skill.hasSkill();
  }

  /** Undefined before the first forecast was judged. */
  get summary(): SkillSummary | undefined {
    return summaryOf(this.#skill.report());
  }

  /** Takes what came since, then forecasts the steps after the history. Repeated, it says the same. */
  tell(history: EvenSeries, means: Means, leastSteps: number): { told: Forecast; baseline: Float64Array } {
    const { startMs, stepMs, values } = history;
    const first = Math.round(startMs / stepMs);
    const now = first + values.length - 1;
    const isFirst = this.#arrived === -Infinity;
    // What was long silent and is back has a history like a new one.
    const leastHindsight = values.findIndex(Number.isFinite) + leastSteps;
    const from = isFirst ? Math.max(leastHindsight, values.length - HINDSIGHT_STEPS) : this.#arrived - first + 1;
    for (let i = Math.max(0, from); i < values.length; i++) {
      if (isFirst) this.#issue(sliceOf(history, 0, i), first + i - 1, means);
      this.#skill.arrive(first + i, values[i] ?? NaN);
    }
    this.#arrived = Math.max(this.#arrived, now);
    return this.#issue(history, now, means);
  }

  save(writer: StateWriter): void {
    writer.float64(this.#arrived);
    this.#skill.save(writer);
  }

  /** Throws `incompatible_data` when it was saved for another horizon or other levels. */
  load(reader: StateReader): void {
    this.#arrived = reader.float64();
    this.#skill.load(reader);
  }

  #issue(history: EvenSeries, now: number, means: Means): { told: Forecast; baseline: Float64Array } {
    const { horizon } = this.plan.buckets;
    const baseline = liveBaseline(history, horizon);
    const { told } = this.#skill.issue(now, { forecaster: means(history, horizon) ?? baseline, baseline });
    return { told, baseline };
  }
}
