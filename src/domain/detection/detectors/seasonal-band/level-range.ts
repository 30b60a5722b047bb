import type { StateReader, StateWriter } from '../../state-bytes.js';

/** Levels visited are remembered about this long. */
const MEMORY_MS = 7 * 86_400_000;

/** The lowest and the highest level that a series has kept for a while; both fade towards the present one. */
export class LevelRange {
  low = Infinity;
  high = -Infinity;

  /** Learns the level of the moment. */
  learn(level: number, elapsedMs: number): void {
    const fade = elapsedMs / (MEMORY_MS + elapsedMs);
    this.low = this.low < level ? this.low + fade * (level - this.low) : level;
    this.high = this.high > level ? this.high + fade * (level - this.high) : level;
  }

  /** A level that was a fault is not one that the series keeps: the range ends, on that side, at the level before it. */
  disown(faulty: number, before: number): void {
    if (faulty > before) this.high = Math.min(this.high, Math.max(before, this.low));
    else this.low = Math.max(this.low, Math.min(before, this.high));
  }

  save(writer: StateWriter): void {
    writer.float64(this.low);
    writer.float64(this.high);
  }

  load(reader: StateReader): void {
    this.low = reader.float64();
    this.high = reader.float64();
  }
}
