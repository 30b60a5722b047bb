import { LevelPairs } from './level-pairs.js';
import { placeOf, type PointInHand } from './point-in-hand.js';
import { Records } from './records.js';
import type { RunningMeans } from './running-means.js';
import type { RecordNoveltySettings } from './settings.js';
import { Smoothings } from './smoothings.js';

/**
 * The features of a series with all memories longer or shorter by one factor, each with its own slowly fading record.
 * Their numbers lie in a row of cells that starts at `firstCell`.
 */
export class FeaturesAtSpeed {
  /** First cell behind the last one used here. */
  readonly endCell: number;
  readonly #week: Smoothings;
  readonly #day: Smoothings;
  readonly #pairs: LevelPairs;
  readonly #activity: Smoothings;
  readonly #records: Records;
  /** Of the point in hand. */
  readonly #sizes: Float64Array;

  constructor(settings: RecordNoveltySettings, speed: number, firstCell: number) {
    // A memory of one point is the point itself at every speed.
    const rate = (memory: number) => 1 / Math.max(1, memory === 1 ? 1 : memory * speed);
    const pairs = settings.levelPairs.map(([fast, slow]) => [rate(fast), rate(slow)] as const);
    const scale = 1 / settings.pairScaleMemory;
    const week = settings.weekSmoothings.map(rate);
    this.#week = new Smoothings(placeOf.weekResidual, week, { cell: firstCell, feature: 0 });
    this.#day = new Smoothings(placeOf.dayResidual, settings.daySmoothings.map(rate), this.#week.end);
    this.#pairs = new LevelPairs({ pairs, scale }, this.#day.end);
    this.#activity = new Smoothings(placeOf.step, settings.activities.map(rate), this.#pairs.end);
    const { cell, feature } = this.#activity.end;
    this.#sizes = new Float64Array(feature);
    this.#records = new Records(settings, cell, { inUnit: this.#week.end.feature, all: feature });
    this.endCell = this.#records.endCell;
  }

  /** By how much the two most remarkable features are above their records, see `Records`. */
  pass(means: RunningMeans, point: PointInHand): number {
    const sizes = this.#sizes;
    this.#week.measure(means, point, sizes);
    this.#day.measure(means, point, sizes);
    this.#pairs.measure(means, point, sizes);
    this.#activity.measure(means, point, sizes);
    return this.#records.pass(means, point, sizes);
  }
}
