import { REAL_MARGIN } from '../../feedback/allowance.js';
import { rateOf } from './rate-of.js';

/** Share of an excursion's excess that becomes usual once it is over: four alike within days silence the next. */
const EXCURSION_SHARE = 0.4;

// Places of the three numbers.
const MEAN = 0;
const PEAK = 1;
const EXCURSION = 2;

/**
 * How far a slow quantity usually strays from 0: its mean size, and its peak over weeks. An excursion counts when it is over,
 * so that what builds up over hours does not widen the limit ahead of itself.
 */
export class Strays {
  static readonly cells = 3;

  constructor(
    private readonly firstCell: number,
    private readonly memoryMs: number,
    /** Times the mean size, and times the peak, that a limit is at least. */
    private readonly factors: { readonly mean: number; readonly peak: number },
  ) {}

  limit(cells: Float32Array): number {
    const { mean, peak } = this.factors;
    return Math.max(mean * (cells[this.firstCell + MEAN] ?? 0), peak * (cells[this.firstCell + PEAK] ?? 0));
  }

  /** Learns a size, given the limit that it was judged by and how long this has gone on. */
  learn(cells: Float32Array, size: number, limit: number, elapsedMs: number, watchedMs: number): void {
    const memory = rateOf(elapsedMs, Math.min(this.memoryMs, watchedMs));
    const mean = cells[this.firstCell + MEAN] ?? 0;
    if (size < limit) cells[this.firstCell + MEAN] = mean + memory * (size - mean);
    const peak = (cells[this.firstCell + PEAK] ?? 0) * (1 - rateOf(elapsedMs, 3 * this.memoryMs));
    const excursion = Math.max(cells[this.firstCell + EXCURSION] ?? 0, size);
    const isOver = size <= excursion / 2;
    const share = excursion < limit ? 1 : EXCURSION_SHARE;
    cells[this.firstCell + PEAK] = isOver ? peak + share * Math.max(0, excursion - peak) : peak;
    cells[this.firstCell + EXCURSION] = isOver ? 0 : excursion;
  }

  /** An excursion of this size was a fault: it earns no credit, and its like is beyond the limit again. */
  disown(cells: Float32Array, size: number): void {
    cells[this.firstCell + EXCURSION] = 0;
    const peak = cells[this.firstCell + PEAK] ?? 0;
    cells[this.firstCell + PEAK] = Math.min(peak, size / (REAL_MARGIN * this.factors.peak));
  }
}
