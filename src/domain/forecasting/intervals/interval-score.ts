import { ConformalIntervals } from './conformal-intervals.js';
import type { IntervalPlan } from './interval-plan.js';

/** How the intervals of one level have done over many forecasts and all their steps. */
export interface LevelScore {
  readonly level: number;
  /** The share of truths inside. */
  readonly coverage: number;
  /** From lower to upper, in the series' unit. */
  readonly meanWidth: number;
}

/** Counts truths inside intervals; forecasts of several series may be added to one. */
export class IntervalScore {
  readonly #inside: Float64Array;
  readonly #width: Float64Array;
  #truths = 0;

  constructor(private readonly plan: IntervalPlan) {
    this.#inside = new Float64Array(plan.levels.length);
    this.#width = new Float64Array(plan.levels.length);
  }

  /**
   * Lives through a series as a service would: at each step from `from` on, with `values[now]` the newest truth, the
   * intervals are laid around `meansAt(now)`. Forecasts made at `scoredFrom` and later count, as far as their truth is there;
   * those before only teach.
   */
  add(
    values: Float64Array,
    meansAt: (now: number) => Float64Array,
    { from, scoredFrom }: { readonly from: number; readonly scoredFrom: number },
  ): void {
    const intervals = new ConformalIntervals(this.plan);
    const { horizon } = this.plan.buckets;
    for (let now = from; now + horizon < values.length; now++) {
      intervals.arrive(now, values[now] ?? NaN);
      const { bands } = intervals.issue(now, meansAt(now));
      if (now < scoredFrom) continue;
      const truths = values.subarray(now + 1, now + 1 + horizon);
      this.#truths += truths.filter(Number.isFinite).length;
      for (const [index, { lower, upper }] of bands.entries()) this.#count(index, truths, lower, upper);
    }
  }

  /** By level, narrowest first; NaN if nothing was scored. */
  result(): readonly LevelScore[] {
    return this.plan.levels.map((level, index) => ({
      level,
      coverage: (this.#inside[index] ?? 0) / this.#truths,
      meanWidth: (this.#width[index] ?? 0) / this.#truths,
    }));
  }

  #count(index: number, truths: Float64Array, lower: Float64Array, upper: Float64Array): void {
    let [inside, width] = [0, 0];
    for (const [step, truth] of truths.entries()) {
      if (!Number.isFinite(truth)) continue;
      const [low, high] = [lower[step] ?? NaN, upper[step] ?? NaN];
      if (low <= truth && truth <= high) inside += 1;
      width += high - low;
    }
    this.#inside[index] = (this.#inside[index] ?? 0) + inside;
    this.#width[index] = (this.#width[index] ?? 0) + width;
  }
}
