import { DomainError } from '../errors.js';
import { withRoom } from './columns.js';

/** A series of which nothing was heard for far longer than usual. */
export interface SilentSeries {
  readonly seriesId: number;
  readonly lastAt: number;
  readonly intervalMs: number;
}

/** Missed intervals before a series counts as silent. */
const missedIntervals = 5;
/** No series is silent before this, however often it reports. */
const shortestSilenceMs = 30_000;
/** Gaps that must have been seen before silence means anything. */
const learnedGaps = 3;
/** A gap longer than this many silence limits is an outage, not a habit, and is learned only up to there. */
const outageLimits = 2;
const snapshotVersion = 2;
const headerBytes = 8;
/** Id, the three columns of numbers, gaps. */
const rowBytes = 4 + 3 * 8 + 1;

/**
 * Learns how often each series reports, and tells which have fallen silent.
 *
 * The interval is a running median of the gaps between points (a frugal estimate in logarithms: it moves a step towards
 * each gap), which an outage hardly moves; the longest recent gap, which fades, keeps series that report irregularly
 * from raising false alarms. Only a series that was seen alive counts: one whose points were already old when they
 * were first looked at is an import of history, and nobody expects it to go on. State is 25 bytes a series.
 */
export class ReportingIntervals {
  #lastAt = new Float64Array(1024);
  #interval = new Float64Array(1024);
  #longest = new Float64Array(1024);
  /** Gaps seen, up to 127; the high bit says that the series was seen alive. */
  #gaps = new Uint8Array(1024);
  #length = 0;

  /** Notes a point. Repeated and older points change nothing. */
  observe(seriesId: number, at: number): void {
    if (seriesId >= this.#length) this.#open(seriesId + 1);
    const lastAt = this.#lastAt[seriesId] ?? NaN;
    if (at <= lastAt) return;
    this.#lastAt[seriesId] = at;
    if (!Number.isNaN(lastAt)) this.#learn(seriesId, at - lastAt);
  }

  /** Time of the series' newest point; NaN before its first. */
  lastAt(seriesId: number): number {
    return this.#lastAt[seriesId] ?? NaN;
  }

  /** Whether it would be told if the series fell silent: it has been seen alive. */
  isExpected(seriesId: number): boolean {
    return (this.#gaps[seriesId] ?? 0) >= 128;
  }

  /**
   * The series that are silent at `nowMs`, in the time of the points. Call it regularly: a series counts as alive when
   * a call finds it reporting.
   */
  silent(nowMs: number): SilentSeries[] {
    const silent: SilentSeries[] = [];
    for (let seriesId = 0; seriesId < this.#length; seriesId += 1) {
      const state = this.#gaps[seriesId] ?? 0;
      if ((state & 127) < learnedGaps) continue;
      const lastAt = this.#lastAt[seriesId] ?? 0;
      if (nowMs - lastAt <= this.#limitMs(seriesId)) this.#gaps[seriesId] = state | 128;
      else if (state >= 128) silent.push({ seriesId, lastAt, intervalMs: this.#interval[seriesId] ?? 0 });
    }
    return silent;
  }

  /**
   * The state as bytes: version and number of rows (32 bits each), then a row for each series seen, little-endian. Only
   * they are in it, because a process that shares the work sees few of all ids.
   */
  snapshot(): Uint8Array {
    const seen: number[] = [];
    for (let id = 0; id < this.#length; id += 1) if (!Number.isNaN(this.#lastAt[id])) seen.push(id);
    const bytes = new Uint8Array(headerBytes + seen.length * rowBytes);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, snapshotVersion, true);
    view.setUint32(4, seen.length, true);
    for (const [row, id] of seen.entries()) {
      const start = headerBytes + row * rowBytes;
      view.setUint32(start, id, true);
      view.setFloat64(start + 4, this.#lastAt[id] ?? NaN, true);
      view.setFloat64(start + 12, this.#interval[id] ?? 0, true);
      view.setFloat64(start + 20, this.#longest[id] ?? 0, true);
      view.setUint8(start + 28, this.#gaps[id] ?? 0);
    }
    return bytes;
  }

  /** Takes over a snapshot's state in place of its own. Throws `incompatible_data` for bytes that are none. */
  restore(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const rows = bytes.length < headerBytes ? -1 : view.getUint32(4, true);
    if (rows < 0 || view.getUint32(0, true) !== snapshotVersion || bytes.length !== headerBytes + rows * rowBytes) {
      throw new DomainError(
        'incompatible_data',
        'The snapshot of reporting intervals is damaged or of another version.',
      );
    }
    this.#lastAt.fill(NaN);
    this.#gaps.fill(0);
    for (let start = headerBytes; start < bytes.length; start += rowBytes) {
      const id = view.getUint32(start, true);
      this.#open(id + 1);
      this.#lastAt[id] = view.getFloat64(start + 4, true);
      this.#interval[id] = view.getFloat64(start + 12, true);
      this.#longest[id] = view.getFloat64(start + 20, true);
      this.#gaps[id] = view.getUint8(start + 28);
    }
  }

  #learn(seriesId: number, gap: number): void {
    const state = this.#gaps[seriesId] ?? 0;
    const seen = state & 127;
    const usual = this.#interval[seriesId] ?? 0;
    if (seen === 0) {
      this.#interval[seriesId] = gap;
      this.#longest[seriesId] = gap;
    } else {
      // The step shrinks from a factor of 2 to one of 1.02 while the estimate settles.
      const step = 1 + Math.max(0.02, 1 / seen);
      this.#interval[seriesId] = gap > usual ? Math.min(gap, usual * step) : Math.max(gap, usual / step);
      const habit = Math.min(gap, outageLimits * this.#limitMs(seriesId));
      this.#longest[seriesId] = Math.max(habit, (this.#longest[seriesId] ?? 0) * 0.99);
    }
    if (seen < 127) this.#gaps[seriesId] = state + 1;
  }

  #limitMs(seriesId: number): number {
    const interval = this.#interval[seriesId] ?? 0;
    return Math.max(missedIntervals * interval, 2 * (this.#longest[seriesId] ?? 0), shortestSilenceMs);
  }

  #open(length: number): void {
    const makeFloats = (size: number) => new Float64Array(size);
    this.#lastAt = withRoom(this.#lastAt, length, makeFloats);
    this.#interval = withRoom(this.#interval, length, makeFloats);
    this.#longest = withRoom(this.#longest, length, makeFloats);
    this.#gaps = withRoom(this.#gaps, length, (size) => new Uint8Array(size));
    this.#lastAt.fill(NaN, this.#length, length);
    this.#gaps.fill(0, this.#length, length);
    this.#length = Math.max(this.#length, length);
  }
}
