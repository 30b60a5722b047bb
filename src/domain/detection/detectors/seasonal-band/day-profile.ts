const BINS = 48;
const DAY_MS = 86_400_000;
const BIN_MS = DAY_MS / BINS;
/** A bin forgets over about this many days, so that the profile follows the seasons. */
const MEMORY_DAYS = 14;
/** A gap longer than this leaves the bins in between as they were. */
const LONGEST_FILL_MS = 2 * 3_600_000;

/**
 * The usual value at each time of day (the site's local time), in half-hour bins with straight lines between their centres.
 * Nothing is said during the first day; over the second the profile fades in. Its numbers lie in the cells of the series.
 */
export class DayProfile {
  static readonly cells = BINS + 1;
  readonly #bins: number;
  readonly #covered: number;

  constructor(firstCell: number) {
    this.#bins = firstCell;
    this.#covered = firstCell + BINS;
  }

  /** The profile's value at a local time, relative to whatever was learned; 0 until a day has been seen. */
  valueAt(cells: Float32Array, localAt: number): number {
    const trust = Math.min(1, ((cells[this.#covered] ?? 0) - DAY_MS) / DAY_MS);
    if (trust <= 0) return 0;
    const position = sinceMidnight(localAt) / BIN_MS - 0.5;
    const before = Math.floor(position);
    const share = position - before;
    const left = cells[this.#bins + ((before + BINS) % BINS)] ?? 0;
    const right = cells[this.#bins + ((before + 1) % BINS)] ?? 0;
    return trust * (left + share * (right - left));
  }

  /** Whether it says all that it knows. */
  isSettled(cells: Float32Array): boolean {
    return (cells[this.#covered] ?? 0) >= 2 * DAY_MS;
  }

  /** Learns a value that held since `elapsedMs` before `localAt`. */
  learn(cells: Float32Array, localAt: number, value: number, elapsedMs: number): void {
    const filled = Math.min(elapsedMs, LONGEST_FILL_MS);
    const covered = (cells[this.#covered] ?? 0) + filled;
    cells[this.#covered] = covered;
    const day = Math.min(MEMORY_DAYS, 1 + covered / DAY_MS);
    const last = Math.floor(localAt / BIN_MS);
    const first = Math.min(last, Math.floor((localAt - filled) / BIN_MS) + 1);
    // A bin takes the running mean of its first visit, then moves by a share of a visit for each point of that visit.
    const visitShare = Math.min(1, filled / BIN_MS);
    const rate = covered < DAY_MS ? firstVisitRate(localAt, filled) : visitShare / day;
    for (let bin = first; bin <= last; bin++) {
      const cell = this.#bins + (((bin % BINS) + BINS) % BINS);
      const mean = cells[cell] ?? 0;
      cells[cell] = mean + rate * (value - mean);
    }
  }
}

function firstVisitRate(localAt: number, filledMs: number): number {
  const sinceBinStart = localAt - Math.floor(localAt / BIN_MS) * BIN_MS;
  return Math.min(1, filledMs / Math.max(filledMs, sinceBinStart + 1));
}

/** The same as a remainder, which takes ten times as long where numbers are as large as times. */
function sinceMidnight(localAt: number): number {
  return localAt - Math.floor(localAt / DAY_MS) * DAY_MS;
}
