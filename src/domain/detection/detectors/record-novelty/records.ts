import { placeOf, type PointInHand } from './point-in-hand.js';
import { moved, type RunningMeans } from './running-means.js';
import type { RecordNoveltySettings } from './settings.js';

/** A feature keeps its usual size and its record. */
const CELLS = 2;

/** The slowly fading record of each feature. */
export class Records {
  /** First cell behind the last of these. */
  readonly endCell: number;
  readonly #usualRate: number;
  readonly #floor: number;
  readonly #kept: number;

  /** The first features are in the unit of the series, so that their floor is, too. */
  constructor(
    settings: RecordNoveltySettings,
    private readonly firstCell: number,
    private readonly features: { readonly inUnit: number; readonly all: number },
  ) {
    this.endCell = firstCell + CELLS * features.all;
    this.#usualRate = 1 / settings.featureMemory;
    this.#floor = settings.floor;
    this.#kept = Math.exp(-settings.recordDecay);
  }

  /**
   * The product of the two largest ratios of a feature to its record: above 1 when two features set a record together, and 1 until
   * there are two. The usual size is added to both, so that small features set no records.
   */
  pass({ row, after, youngRate }: RunningMeans, point: PointInHand, sizes: Float64Array): number {
    const { values } = row;
    const floorInUnit = this.#floor * (point[placeOf.spread] ?? 0);
    const usualRate = Math.max(this.#usualRate, youngRate);
    let first = 0;
    let second = 0;
    for (let i = 0; i < sizes.length; i++) {
      const size = sizes[i] ?? 0;
      const cell = this.firstCell + CELLS * i;
      const before = row.firstValue + cell;
      const usual = moved(values[before] ?? 0, size, usualRate);
      const level = size + usual + (i < this.features.inUnit ? floorInUnit : this.#floor);
      const record = values[before + 1] ?? 0;
      after[cell] = usual;
      const kept = record * this.#kept;
      after[cell + 1] = level > kept ? level : kept;
      // Few ratios are among the largest, so most are told by a product, without dividing.
      if (record > 0 && level > second * record) {
        const ratio = level / record;
        second = Math.min(first, ratio);
        first = Math.max(first, ratio);
      }
    }
    return second > 0 ? first * second : 1;
  }
}
