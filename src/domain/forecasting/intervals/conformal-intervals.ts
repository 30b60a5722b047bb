import type { StateReader, StateWriter } from '../../detection/state-bytes.js';
import { DomainError } from '../../errors.js';
import type { Forecast } from '../forecast.js';
import { AdaptiveWidths } from './adaptive-widths.js';
import { AwaitedForecasts } from './awaited-forecasts.js';
import { anyValue, bandsAround, type ValueRange } from './bands-around.js';
import type { IntervalPlan } from './interval-plan.js';

/** How a forecast has turned out at the step by which its bucket judges it. */
export interface Judgement {
  readonly bucket: number;
  /** How many steps ahead it was said. */
  readonly step: number;
  /** Truth minus mean. */
  readonly error: number;
  /** By level: whether the truth lay within the band as it was told; undefined if there was none. */
  readonly covered: readonly (boolean | undefined)[];
}

/**
 * Lays bands around the means that a forecaster gives for one series, and learns from the truth when it arrives. A band rests
 * on nothing but truths that had arrived when it was told: one for `h` steps ahead teaches `h` steps later. The widths that
 * learn are those of today, not those told then: with feedback that comes so late, the latter would swing.
 */
export class ConformalIntervals {
  readonly #widths: AdaptiveWidths;
  readonly #awaited: AwaitedForecasts;

  constructor(
    private readonly plan: IntervalPlan,
    private readonly range: ValueRange = anyValue,
  ) {
    this.#widths = new AdaptiveWidths(plan);
    this.#awaited = new AwaitedForecasts(plan);
  }

  /**
   * The forecast made at the step `now`, a count of steps since any time: `mean[0]` is expected at `now + 1`. To be asked
   * for once a step; it is remembered until its truth arrives.
   */
  issue(now: number, mean: Float64Array): Forecast {
    const forecast = this.around(mean);
    this.#awaited.put(now, forecast.mean, this.#widths);
    return forecast;
  }

  /** The same, but nothing will be learned from it. */
  around(mean: Float64Array): Forecast {
    return bandsAround(mean, this.#widths, this.plan.levels, this.range);
  }

  /**
   * Takes the truth of the step `at`, before any forecast is made at it. Steps come in order; a missing one (not finite)
   * teaches nothing. Answers how the forecasts that waited for it have turned out.
   */
  arrive(at: number, truth: number): readonly Judgement[] {
    if (!Number.isFinite(truth)) return [];
    const judgements: Judgement[] = [];
    for (const { bucket, step, mean, widths } of this.#awaited.awaiting(at)) {
      const error = truth - mean;
      const covered = Array.from(widths, (width) => (Number.isNaN(width) ? undefined : Math.abs(error) <= width));
      judgements.push({ bucket, step, error, covered });
      this.#widths.learn(step, error);
    }
    return judgements;
  }

  save(writer: StateWriter): void {
    writer.uint32(this.plan.buckets.horizon);
    writer.uint32(this.plan.levels.length);
    for (const level of this.plan.levels) writer.float64(level);
    this.#widths.save(writer);
    this.#awaited.save(writer);
  }

  /** Replaces the state by a saved one. Throws `incompatible_data` if it was planned for other steps or levels. */
  load(reader: StateReader): void {
    const horizon = reader.uint32();
    const levels = Array.from({ length: reader.uint32() }, () => reader.float64());
    if (horizon !== this.plan.buckets.horizon || String(levels) !== String(this.plan.levels)) {
      throw new DomainError(
        'incompatible_data',
        `the saved intervals are for ${horizon} steps at the levels ${levels.join(', ')}`,
      );
    }
    this.#widths.load(reader);
    this.#awaited.load(reader);
  }
}
