import type { StateReader, StateWriter } from '../../detection/state-bytes.js';
import type { Tally } from './tallies/tally.js';

/** Length of a window. Windows are whole minutes of UTC. */
export const WINDOW_MS = 60_000;
/** Longest stretch that is filled with zeros: after longer, nobody knows whether nothing happened or nothing was told. */
const MOST_FILLED_MS = 4 * 86_400_000;
/** Events kept of a window; further ones are refused. */
const MOST_EVENTS = 50_000;

/** What became of an event: `late` came after its window had been counted, `repeated` is in it already, `full` is beyond what it holds. */
export type Taken = 'counted' | 'repeated' | 'late' | 'full';

/** Where the counts go: the beginning of a window, its number, and how many windows from it on have this number. */
export type EmitCount = (at: number, count: number, windows: number) => void;

/**
 * The minutes of one kind of event at one entity. Events are told apart by their time, so that one that is delivered
 * again changes nothing while its window is open; afterwards it is late. Every window from the first event on gives a
 * number once, in order, zeros included.
 */
export class EventWindows {
  /** Events by time, of each window that is not counted yet, by its beginning. */
  readonly #open = new Map<number, Map<number, number>>();
  /** Beginning of the first window that is not counted yet; NaN before the first event. */
  #next = NaN;
  #newestAt = -Infinity;

  constructor(
    private readonly tally: Tally,
    private readonly latenessMs: number,
  ) {}

  /** Time of the newest event. */
  get newestAt(): number {
    return this.#newestAt;
  }

  /** Takes an event, and counts the windows that its time has left behind. */
  take(at: number, value: number, emit: EmitCount): Taken {
    const start = Math.floor(at / WINDOW_MS) * WINDOW_MS;
    if (Number.isNaN(this.#next)) this.#next = start;
    if (start < this.#next) return 'late';
    const window = this.#windowAt(start);
    if (window.has(at)) return 'repeated';
    if (window.size >= MOST_EVENTS) return 'full';
    window.set(at, value);
    this.#newestAt = Math.max(this.#newestAt, at);
    this.closeUpTo(this.#newestAt, emit);
    return 'counted';
  }

  /** Counts every window that ended, with its time for latecomers, before `now`. */
  closeUpTo(now: number, emit: EmitCount): void {
    const end = now - this.latenessMs;
    if (end - this.#next > MOST_FILLED_MS) this.#skipTo(end - MOST_FILLED_MS, emit);
    while (this.#next + WINDOW_MS <= end) {
      if (this.#open.has(this.#next)) this.#count(emit);
      else this.#countZeros(end, emit);
    }
  }

  save(writer: StateWriter): void {
    writer.float64(this.#next);
    writer.float64(this.#newestAt);
    writer.uint32(this.#open.size);
    for (const [start, window] of this.#open) {
      writer.float64(start);
      writer.uint32(window.size);
      for (const [at, value] of window) {
        writer.float64(at);
        writer.float64(value);
      }
    }
    this.tally.save(writer);
  }

  load(reader: StateReader): void {
    this.#next = reader.float64();
    this.#newestAt = reader.float64();
    for (let windows = reader.uint32(); windows > 0; windows -= 1) {
      const window = this.#windowAt(reader.float64());
      for (let left = reader.uint32(); left > 0; left -= 1) window.set(reader.float64(), reader.float64());
    }
    this.tally.load(reader);
  }

  #windowAt(start: number): Map<number, number> {
    const known = this.#open.get(start);
    if (known) return known;
    const window = new Map<number, number>();
    this.#open.set(start, window);
    return window;
  }

  /** Counts the windows that have events, and leaves a gap in place of the zeros. */
  #skipTo(earliest: number, emit: EmitCount): void {
    const first = Math.floor(earliest / WINDOW_MS) * WINDOW_MS;
    for (const start of [...this.#open.keys()].filter((open) => open < first).sort((a, b) => a - b)) {
      this.#next = start;
      this.#count(emit);
    }
    this.#next = Math.max(this.#next, first);
  }

  #count(emit: EmitCount): void {
    const window = this.#open.get(this.#next);
    const events = [...(window ?? [])].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at);
    emit(this.#next, events.length === 0 ? 0 : this.tally.count(events), 1);
    this.#open.delete(this.#next);
    this.#next += WINDOW_MS;
  }

  /** Counts the windows without events up to `end` or the next event, in one piece: of an import there are thousands. */
  #countZeros(end: number, emit: EmitCount): void {
    const ended = this.#next + Math.floor((end - this.#next) / WINDOW_MS) * WINDOW_MS;
    const until = Math.min(ended, ...this.#open.keys());
    emit(this.#next, 0, (until - this.#next) / WINDOW_MS);
    this.#next = until;
  }
}
