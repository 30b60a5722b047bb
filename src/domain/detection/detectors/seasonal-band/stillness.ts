import type { StateReader, StateWriter } from '../../state-bytes.js';

/**
 * A run of equal values is suspicious from this many times as many points as the longest that has ended: where the longest
 * of N runs is what chance makes of them, one of three times that length has a chance of 1/N^2. And it must last longer
 * than any before, in case the steps have become shorter.
 */
const RUN_FACTOR = 3;
/** Never before it has this many points and lasts this long. */
const FEWEST_POINTS = 30;
const SHORTEST_MS = 10 * 60_000;
/** Only a series of which this share of the points differ from the point before is expected to move. */
const MOVING_SHARE = 0.15;
const MOVING_MEMORY_POINTS = 2_000;
/** What users ask of machines may keep them at their limit for long. */
const SHORTEST_AT_TOP_MS = 2 * 60 * 60_000;
const RUN_MEMORY_MS = 7 * 86_400_000;

/**
 * Tells a stuck sensor from a calm one: a reading that always trembled repeats itself to the last digit, for longer by
 * points and by time than it ever did. A run of zeros is a device that is off.
 */
export class Stillness {
  #value = NaN;
  #points = 0;
  #since = 0;
  #longestPoints = 0;
  #longestMs = 0;
  #movingShare = 0;
  #seen = 0;
  /** The longest before the last suspicious run ended. */
  #pointsBefore = Infinity;
  #msBefore = Infinity;
  #top = -Infinity;

  /** 1 or more when the series would be stuck if it had this value now; 0 when it moves. */
  score(at: number, value: number, shortestMs = SHORTEST_MS): number {
    if (value !== this.#value || value === 0 || this.#movingShare < MOVING_SHARE) return 0;
    const byPoints = (this.#points + 1) / Math.max(FEWEST_POINTS, RUN_FACTOR * this.#longestPoints);
    const byTime = (at - this.#since) / Math.max(shortestMs, this.#longestMs);
    return Math.min(byPoints, byTime);
  }

  /** The same for a series that is expected to stay anywhere but at the highest value it has had, where it is saturated. */
  scoreAtTop(at: number, value: number): number {
    return value >= this.#top ? this.score(at, value, SHORTEST_AT_TOP_MS) : 0;
  }

  /** `counts` is false where a run that ends here was a fault, and is no measure for later ones. */
  learn(at: number, value: number, elapsedMs: number, counts = true): void {
    const moved = value !== this.#value;
    this.#top = Math.max(this.#top, value);
    // A stuck sensor must not pass for one that never moves.
    if (moved || this.score(at, value) < 1) {
      this.#seen += 1;
      this.#movingShare += ((moved ? 1 : 0) - this.#movingShare) / Math.min(this.#seen, MOVING_MEMORY_POINTS);
    }
    const fade = elapsedMs / (RUN_MEMORY_MS + elapsedMs);
    this.#longestPoints -= fade * this.#longestPoints;
    this.#longestMs -= fade * this.#longestMs;
    if (!moved) {
      this.#points += 1;
      return;
    }
    if (counts && this.#points > 0 && this.#value !== 0) {
      this.#noteRecord(at - elapsedMs);
      this.#longestPoints = Math.max(this.#longestPoints, this.#points);
      this.#longestMs = Math.max(this.#longestMs, at - elapsedMs - this.#since);
    }
    this.#value = value;
    this.#points = 1;
    this.#since = at;
  }

  /** The run of this value is no fault: if it lasts still, one as long as now is usual; if it is over, it counts anyway. */
  excuse(at: number, value: number): void {
    if (value !== this.#value) return;
    this.#longestPoints = Math.max(this.#longestPoints, this.#points);
    this.#longestMs = Math.max(this.#longestMs, at - this.#since);
  }

  /** The last run that was suspicious was a fault: the longest before it counts again. */
  disown(): void {
    this.#longestPoints = Math.min(this.#longestPoints, this.#pointsBefore);
    this.#longestMs = Math.min(this.#longestMs, this.#msBefore);
  }

  /** What a suspicious run that ends now is about to replace. */
  #noteRecord(lastAt: number): void {
    if (this.score(lastAt, this.#value) < 1) return;
    this.#pointsBefore = this.#longestPoints;
    this.#msBefore = this.#longestMs;
  }

  save(writer: StateWriter): void {
    for (const number of [this.#value, this.#points, this.#since, this.#longestPoints]) writer.float64(number);
    for (const number of [this.#longestMs, this.#movingShare, this.#seen, this.#top]) writer.float64(number);
    for (const number of [this.#pointsBefore, this.#msBefore]) writer.float64(number);
  }

  load(reader: StateReader): void {
    this.#value = reader.float64();
    this.#points = reader.float64();
    this.#since = reader.float64();
    this.#longestPoints = reader.float64();
    this.#longestMs = reader.float64();
    this.#movingShare = reader.float64();
    this.#seen = reader.float64();
    this.#top = reader.float64();
    this.#pointsBefore = reader.float64();
    this.#msBefore = reader.float64();
  }
}
