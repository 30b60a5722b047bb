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
const LEAST_MOVING_SHARE = 0.15;
const MOVING_MEMORY_POINTS = 2_000;
/** What users ask of machines may keep them at their limit for long. */
const SHORTEST_AT_TOP_MS = 2 * 60 * 60_000;
const RUN_MEMORY_MS = 7 * 86_400_000;

// Places of its numbers.
const VALUE = 0;
const POINTS = 1;
const SINCE = 2;
const LONGEST_POINTS = 3;
const LONGEST_MS = 4;
const MOVING_SHARE = 5;
const SEEN = 6;
const TOP = 7;
/** The longest before the last suspicious run ended. */
const POINTS_BEFORE = 8;
const MS_BEFORE = 9;

/**
 * Tells a stuck sensor from a calm one: a reading that always trembled repeats itself to the last digit, for longer by
 * points and by time than it ever did. A run of zeros is a device that is off. Its numbers lie in the track record of the series.
 */
export class Stillness {
  static readonly numbers = MS_BEFORE + 1;

  constructor(private readonly first: number) {}

  /** Nothing seen yet. */
  begin(track: Float64Array): void {
    track[this.first + VALUE] = NaN;
    track[this.first + TOP] = -Infinity;
    track[this.first + POINTS_BEFORE] = Infinity;
    track[this.first + MS_BEFORE] = Infinity;
  }

  /** 1 or more when the series would be stuck if it had this value now; 0 when it moves. */
  score(track: Float64Array, at: number, value: number, shortestMs = SHORTEST_MS): number {
    if (value !== this.#at(track, VALUE) || value === 0 || this.#at(track, MOVING_SHARE) < LEAST_MOVING_SHARE) return 0;
    const byPoints =
      (this.#at(track, POINTS) + 1) / Math.max(FEWEST_POINTS, RUN_FACTOR * this.#at(track, LONGEST_POINTS));
    const byTime = (at - this.#at(track, SINCE)) / Math.max(shortestMs, this.#at(track, LONGEST_MS));
    return Math.min(byPoints, byTime);
  }

  /** The same for a series that is expected to stay anywhere but at the highest value it has had, where it is saturated. */
  scoreAtTop(track: Float64Array, at: number, value: number): number {
    return value >= this.#at(track, TOP) ? this.score(track, at, value, SHORTEST_AT_TOP_MS) : 0;
  }

  /** `counts` is false where a run that ends here was a fault, and is no measure for later ones. */
  learn(track: Float64Array, at: number, value: number, elapsedMs: number, counts = true): void {
    const moved = value !== this.#at(track, VALUE);
    track[this.first + TOP] = Math.max(this.#at(track, TOP), value);
    // A stuck sensor must not pass for one that never moves.
    if (moved || this.score(track, at, value) < 1) this.#countMove(track, moved);
    const fade = elapsedMs / (RUN_MEMORY_MS + elapsedMs);
    this.#fade(track, LONGEST_POINTS, fade);
    this.#fade(track, LONGEST_MS, fade);
    const points = this.#at(track, POINTS);
    if (!moved) {
      track[this.first + POINTS] = points + 1;
      return;
    }
    if (counts && points > 0 && this.#at(track, VALUE) !== 0) {
      this.#noteRecord(track, at - elapsedMs);
      this.#takeRun(track, at - elapsedMs);
    }
    track[this.first + VALUE] = value;
    track[this.first + POINTS] = 1;
    track[this.first + SINCE] = at;
  }

  /** The run of this value is no fault: if it lasts still, one as long as now is usual; if it is over, it counts anyway. */
  excuse(track: Float64Array, at: number, value: number): void {
    if (value === this.#at(track, VALUE)) this.#takeRun(track, at);
  }

  /** The last run that was suspicious was a fault: the longest before it counts again. */
  disown(track: Float64Array): void {
    track[this.first + LONGEST_POINTS] = Math.min(this.#at(track, LONGEST_POINTS), this.#at(track, POINTS_BEFORE));
    track[this.first + LONGEST_MS] = Math.min(this.#at(track, LONGEST_MS), this.#at(track, MS_BEFORE));
  }

  #countMove(track: Float64Array, moved: boolean): void {
    const seen = this.#at(track, SEEN) + 1;
    const share = this.#at(track, MOVING_SHARE);
    track[this.first + SEEN] = seen;
    track[this.first + MOVING_SHARE] = share + ((moved ? 1 : 0) - share) / Math.min(seen, MOVING_MEMORY_POINTS);
  }

  /** What a suspicious run that ends now is about to replace. */
  #noteRecord(track: Float64Array, lastAt: number): void {
    if (this.score(track, lastAt, this.#at(track, VALUE)) < 1) return;
    track[this.first + POINTS_BEFORE] = this.#at(track, LONGEST_POINTS);
    track[this.first + MS_BEFORE] = this.#at(track, LONGEST_MS);
  }

  /** A run as long as the present one until then is usual. */
  #takeRun(track: Float64Array, until: number): void {
    track[this.first + LONGEST_POINTS] = Math.max(this.#at(track, LONGEST_POINTS), this.#at(track, POINTS));
    track[this.first + LONGEST_MS] = Math.max(this.#at(track, LONGEST_MS), until - this.#at(track, SINCE));
  }

  #fade(track: Float64Array, place: number, share: number): void {
    const before = this.#at(track, place);
    track[this.first + place] = before - share * before;
  }

  #at(track: Float64Array, place: number): number {
    return track[this.first + place] ?? 0;
  }
}
