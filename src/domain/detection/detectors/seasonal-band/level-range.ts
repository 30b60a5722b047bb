/** Levels visited are remembered about this long. */
const MEMORY_MS = 7 * 86_400_000;

/**
 * The lowest and the highest level that a series has kept for a while; both fade towards the present one. The two numbers lie
 * in the track record of the series.
 */
export class LevelRange {
  static readonly numbers = 2;
  readonly #low: number;
  readonly #high: number;

  constructor(first: number) {
    this.#low = first;
    this.#high = first + 1;
  }

  /** No level yet. */
  begin(track: Float64Array): void {
    track[this.#low] = Infinity;
    track[this.#high] = -Infinity;
  }

  low(track: Float64Array): number {
    return track[this.#low] ?? 0;
  }

  high(track: Float64Array): number {
    return track[this.#high] ?? 0;
  }

  /** Learns the level of the moment. */
  learn(track: Float64Array, level: number, elapsedMs: number): void {
    const fade = elapsedMs / (MEMORY_MS + elapsedMs);
    const low = this.low(track);
    const high = this.high(track);
    track[this.#low] = low < level ? low + fade * (level - low) : level;
    track[this.#high] = high > level ? high + fade * (level - high) : level;
  }

  /** A level that was a fault is not one that the series keeps: the range ends, on that side, at the level before it. */
  disown(track: Float64Array, faulty: number, before: number): void {
    const low = this.low(track);
    const high = this.high(track);
    if (faulty > before) track[this.#high] = Math.min(high, Math.max(before, low));
    else track[this.#low] = Math.max(low, Math.min(before, high));
  }
}
