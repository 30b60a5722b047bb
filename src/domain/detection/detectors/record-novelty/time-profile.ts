import type { RowInHand } from './row-in-hand.js';
import type { VisitCounts } from './visit-counts.js';

interface ProfileLayout {
  readonly bins: number;
  readonly binMs: number;
  /** Share of a bin that each of its points replaces, after a start as running mean. */
  readonly rate: number;
  /** A few points that happen to agree are not yet a scale: this many are. */
  readonly settledPoints: number;
  /** Place of the first mean among the values of a row. */
  readonly meansAt: number;
  /** Place of the first residual scale; undefined for a profile without them. */
  readonly scalesAt: number | undefined;
  readonly visits: VisitCounts;
}

/**
 * Mean value, and mean absolute residual, per bin of a repeating period (a day, a week). The numbers lie in the row of the
 * detector that asks, so that thousands of detectors share one profile.
 */
export class TimeProfile {
  constructor(private readonly layout: ProfileLayout) {}

  binAt(at: number): number {
    const { bins, binMs } = this.layout;
    return ((Math.floor(at / binMs) % bins) + bins) % bins;
  }

  /** The mean of a bin, or the fallback while it has seen nothing. */
  meanAt(row: RowInHand, bin: number, fallback: number): number {
    return this.layout.visits.of(row, bin) > 0 ? row.value(this.layout.meansAt + bin) : fallback;
  }

  /** Mean absolute residual of a bin, no less than `usual` while it is not settled. */
  scaleAt(row: RowInHand, bin: number, usual: number): number {
    const own = this.#ownScale(row, bin);
    return own >= usual || this.isSettled(row, bin) ? own : usual;
  }

  /** Mean absolute residual of a bin with `usual` mixed in as if it were `prior` points: never a sudden change. */
  blendedScaleAt(row: RowInHand, bin: number, usual: number, prior: number): number {
    const points = this.layout.visits.of(row, bin);
    return (points * this.#ownScale(row, bin) + prior * usual) / (points + prior);
  }

  isSettled(row: RowInHand, bin: number): boolean {
    return this.layout.visits.of(row, bin) >= this.layout.settledPoints;
  }

  learn(row: RowInHand, bin: number, value: number): void {
    const { meansAt, scalesAt, visits } = this.layout;
    const seen = visits.of(row, bin);
    const rate = Math.max(this.layout.rate, 1 / (seen + 1));
    const mean = row.value(meansAt + bin);
    if (scalesAt !== undefined && seen > 0) {
      const scale = row.value(scalesAt + bin);
      row.setValue(scalesAt + bin, scale + rate * (Math.abs(value - mean) - scale));
    }
    row.setValue(meansAt + bin, mean + rate * (value - mean));
    visits.count(row, bin);
  }

  #ownScale(row: RowInHand, bin: number): number {
    const { scalesAt } = this.layout;
    return scalesAt === undefined ? 0 : row.value(scalesAt + bin);
  }
}
