/** Where one detector keeps the numbers of its profiles; `visits` counts the points of each bin, up to 255. */
export interface ProfileCells {
  readonly values: Float32Array;
  readonly visits: Uint8Array;
}

interface ProfileLayout {
  readonly bins: number;
  readonly binMs: number;
  /** Share of a bin that each of its points replaces, after a start as running mean. */
  readonly rate: number;
  /** A few points that happen to agree are not yet a scale: this many are. */
  readonly settledPoints: number;
  /** Index in `values` of the first mean. */
  readonly meansAt: number;
  /** Index in `values` of the first residual scale; undefined for a profile without them. */
  readonly scalesAt: number | undefined;
  /** Index in `visits`. */
  readonly visitsAt: number;
}

/**
 * Mean value, and mean absolute residual, per bin of a repeating period (a day, a week). The numbers lie in the cells
 * of the detector that asks, so that thousands of detectors share one profile and each keeps two arrays in all.
 */
export class TimeProfile {
  constructor(private readonly layout: ProfileLayout) {}

  binAt(at: number): number {
    const { bins, binMs } = this.layout;
    return ((Math.floor(at / binMs) % bins) + bins) % bins;
  }

  /** The mean of a bin, or the fallback while it has seen nothing. */
  meanAt({ values, visits }: ProfileCells, bin: number, fallback: number): number {
    return visits[this.layout.visitsAt + bin] ? (values[this.layout.meansAt + bin] ?? 0) : fallback;
  }

  /** Mean absolute residual of a bin, no less than `usual` while it is not settled. */
  scaleAt(cells: ProfileCells, bin: number, usual: number): number {
    const own = this.#ownScale(cells, bin);
    return own >= usual || this.isSettled(cells, bin) ? own : usual;
  }

  /** Mean absolute residual of a bin with `usual` mixed in as if it were `prior` points: never a sudden change. */
  blendedScaleAt(cells: ProfileCells, bin: number, usual: number, prior: number): number {
    const points = cells.visits[this.layout.visitsAt + bin] ?? 0;
    return (points * this.#ownScale(cells, bin) + prior * usual) / (points + prior);
  }

  isSettled({ visits }: ProfileCells, bin: number): boolean {
    return (visits[this.layout.visitsAt + bin] ?? 0) >= this.layout.settledPoints;
  }

  learn({ values, visits }: ProfileCells, bin: number, value: number): void {
    const { meansAt, scalesAt, visitsAt } = this.layout;
    const seen = visits[visitsAt + bin] ?? 0;
    const rate = Math.max(this.layout.rate, 1 / (seen + 1));
    const mean = values[meansAt + bin] ?? 0;
    if (scalesAt !== undefined && seen > 0) {
      const scale = values[scalesAt + bin] ?? 0;
      values[scalesAt + bin] = scale + rate * (Math.abs(value - mean) - scale);
    }
    values[meansAt + bin] = mean + rate * (value - mean);
    if (seen < 255) visits[visitsAt + bin] = seen + 1;
  }

  #ownScale({ values }: ProfileCells, bin: number): number {
    const { scalesAt } = this.layout;
    return scalesAt === undefined ? 0 : (values[scalesAt + bin] ?? 0);
  }
}
