import type { StateReader, StateWriter } from '../../state-bytes.js';

const BINS = 48;
const DAY_MS = 86_400_000;
const BIN_MS = DAY_MS / BINS;
/** A bin forgets over about this many days, so that the profile follows the seasons. */
const MEMORY_DAYS = 14;
/** A gap longer than this leaves the bins in between as they were. */
const LONGEST_FILL_MS = 2 * 3_600_000;

/**
 * The usual value at each time of day (UTC), in half-hour bins with straight lines between their centres. Nothing is
 * said during the first day; over the second the profile fades in.
 */
export class DayProfile {
  readonly #mean = new Float32Array(BINS);
  #coveredMs = 0;

  /** The profile's value at a time, relative to whatever was learned; 0 until a day has been seen. */
  valueAt(at: number): number {
    const trust = Math.min(1, (this.#coveredMs - DAY_MS) / DAY_MS);
    if (trust <= 0) return 0;
    const position = (((at % DAY_MS) + DAY_MS) % DAY_MS) / BIN_MS - 0.5;
    const before = Math.floor(position);
    const share = position - before;
    const left = this.#mean[(before + BINS) % BINS] ?? 0;
    const right = this.#mean[(before + 1) % BINS] ?? 0;
    return trust * (left + share * (right - left));
  }

  /** Learns a value that held since `elapsedMs` before `at`. */
  learn(at: number, value: number, elapsedMs: number): void {
    const filled = Math.min(elapsedMs, LONGEST_FILL_MS);
    this.#coveredMs += filled;
    const day = Math.min(MEMORY_DAYS, 1 + this.#coveredMs / DAY_MS);
    const last = Math.floor(at / BIN_MS);
    const first = Math.min(last, Math.floor((at - filled) / BIN_MS) + 1);
    // A bin takes the running mean of its first visit, then moves by a share of a visit for each point of that visit.
    const visitShare = Math.min(1, filled / BIN_MS);
    const rate = this.#coveredMs < DAY_MS ? this.#firstVisitRate(at, filled) : visitShare / day;
    for (let bin = first; bin <= last; bin++) {
      const index = ((bin % BINS) + BINS) % BINS;
      const mean = this.#mean[index] ?? 0;
      this.#mean[index] = mean + rate * (value - mean);
    }
  }

  save(writer: StateWriter): void {
    writer.float64(this.#coveredMs);
    writer.float32s(this.#mean);
  }

  load(reader: StateReader): void {
    this.#coveredMs = reader.float64();
    reader.float32s(this.#mean);
  }

  #firstVisitRate(at: number, filledMs: number): number {
    const sinceBinStart = at - Math.floor(at / BIN_MS) * BIN_MS;
    return Math.min(1, filledMs / Math.max(filledMs, sinceBinStart + 1));
  }
}
