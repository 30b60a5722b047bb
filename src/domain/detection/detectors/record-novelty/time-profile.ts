const SETTLED_POINTS = 7;

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

  /** Mean absolute residual of a settled bin; a few points that happen to agree are not yet a scale. */
  scaleAt(cells: ProfileCells, bin: number, fallback: number): number {
    const { scalesAt } = this.layout;
    if (scalesAt === undefined || !this.isSettled(cells, bin)) return fallback;
    return cells.values[scalesAt + bin] ?? 0;
  }

  isSettled({ visits }: ProfileCells, bin: number): boolean {
    return (visits[this.layout.visitsAt + bin] ?? 0) >= SETTLED_POINTS;
  }

  learn({ values, visits }: ProfileCells, bin: number, value: number, absResidual: number): void {
    const { meansAt, scalesAt, visitsAt } = this.layout;
    const seen = visits[visitsAt + bin] ?? 0;
    const rate = Math.max(this.layout.rate, 1 / (seen + 1));
    const mean = values[meansAt + bin] ?? 0;
    values[meansAt + bin] = mean + rate * (value - mean);
    if (scalesAt !== undefined) {
      const scale = values[scalesAt + bin] ?? 0;
      values[scalesAt + bin] = scale + rate * (absResidual - scale);
    }
    if (seen < 255) visits[visitsAt + bin] = seen + 1;
  }
}
