import type { CatalogueMetric } from '../../telemetry/metric-catalogue.js';
import type { DerivedInput, Deriver } from '../derived/deriver.js';
import { FadingLeastSquares } from './fading-least-squares.js';
import { KnownRange } from './known-range.js';
import type { ResidualKind, ResidualSubject } from './residual-kind.js';
import { Steadiness } from './steadiness.js';

/** Weights count as learned after this much steady operation for each of them. */
const LEARNING_SECONDS = 2 * 3_600;
/** A gap between readings counts for no more than this. */
const LONGEST_STEP_SECONDS = 600;
const DAY_SECONDS = 86_400;
/** What has come this close to the most that it can be may well want to be more. */
const AT_MOST_SHARE = 0.97;
/** Drivers may stray this share from their mean of the last minutes. */
const STEADY_SHARE = 0.08;

/**
 * What is measured minus what physics expects, of one thing. The weights of the expectation are learned slowly, and while
 * it is outside the operation that they were learned in, or on its way from one load to another, it says nothing.
 */
export class ResidualDeriver implements Deriver {
  readonly assetId: string;
  readonly metric: CatalogueMetric;
  readonly inputs: readonly DerivedInput[];
  readonly #fit: FadingLeastSquares;
  readonly #range = new KnownRange();
  readonly #steadiness = new Steadiness(STEADY_SHARE);
  readonly #learningSeconds: number;
  /** What a saved state must have in common with it. */
  readonly #form: readonly number[];
  #lastAt = NaN;
  #learnedSeconds = 0;

  constructor(
    kind: ResidualKind,
    private readonly subject: ResidualSubject,
  ) {
    this.assetId = subject.assetId;
    this.metric = kind.metric;
    this.inputs = subject.inputs;
    const settlingSeconds = (kind.settlingDays ?? Infinity) * DAY_SECONDS;
    const weights = [...kind.weights, ...new Array<number>(subject.corrections ?? 0).fill(0)];
    this.#form = [weights.length, subject.inputs.length, ...(subject.ratings ?? [])];
    this.#fit = new FadingLeastSquares(weights, kind.memoryDays * DAY_SECONDS, settlingSeconds);
    this.#learningSeconds = kind.settlingDays ? settlingSeconds : LEARNING_SECONDS * kind.weights.length;
  }

  derive(at: number, values: Float64Array): number | undefined {
    const seconds = Math.min(LONGEST_STEP_SECONDS, Number.isNaN(this.#lastAt) ? 0 : (at - this.#lastAt) / 1_000);
    this.#lastAt = at;
    const reading = this.subject.read(values);
    if (!reading || !this.#steadiness.take(reading.drivers ?? [], seconds)) return undefined;
    const { measured, terms, most = Infinity } = reading;
    if (terms.length === 0) return measured;
    const residual = measured - Math.min(most, this.#fit.predict(terms));
    const isKnown = this.#learnedSeconds >= this.#learningSeconds && this.#range.holds(terms);
    if (seconds > 0 && measured < AT_MOST_SHARE * most) {
      if (this.#range.isCredible(terms)) this.#fit.learn(terms, measured, residual, seconds);
      this.#range.learn(terms, seconds);
      this.#learnedSeconds += seconds;
    }
    return isKnown ? residual : undefined;
  }

  save(): readonly number[] {
    const parts = [this.#fit.save(), this.#range.save(), this.#steadiness.save()];
    return [
      this.#form.length,
      ...this.#form,
      this.#lastAt,
      this.#learnedSeconds,
      ...parts.flatMap((part) => [part.length, ...part]),
    ];
  }

  /** What was learned for other inputs or ratings, as the site file had them then, is of another balance and left out. */
  restore(state: readonly number[]): void {
    const formEnd = 1 + (state[0] ?? 0);
    const saved = state.slice(1, formEnd);
    if (saved.length !== this.#form.length || saved.some((number, i) => number !== this.#form[i])) return;
    const [lastAt = NaN, learnedSeconds = 0] = state.slice(formEnd, formEnd + 2);
    this.#lastAt = lastAt;
    this.#learnedSeconds = learnedSeconds;
    let next = formEnd + 2;
    for (const part of [this.#fit, this.#range, this.#steadiness]) {
      const length = state[next] ?? 0;
      part.restore(state.slice(next + 1, next + 1 + length));
      next += 1 + length;
    }
  }
}
