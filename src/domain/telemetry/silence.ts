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
const snapshotVersion = 1;

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

  /** The state as bytes: a header of two 32-bit numbers, then the columns, little-endian. */
  snapshot(): Uint8Array {
    const bytes = new Uint8Array(8 + this.#length * 25);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, snapshotVersion, true);
    view.setUint32(4, this.#length, true);
    let offset = 8;
    for (const column of [this.#lastAt, this.#interval, this.#longest]) {
      for (let i = 0; i < this.#length; i += 1, offset += 8) view.setFloat64(offset, column[i] ?? 0, true);
    }
    bytes.set(this.#gaps.subarray(0, this.#length), offset);
    return bytes;
  }

  /** Takes over a snapshot's state in place of its own. Throws `incompatible_data` for bytes that are none. */
  restore(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = bytes.length < 8 ? -1 : view.getUint32(4, true);
    if (length < 0 || view.getUint32(0, true) !== snapshotVersion || bytes.length !== 8 + length * 25) {
      throw new DomainError(
        'incompatible_data',
        'The snapshot of reporting intervals is damaged or of another version.',
      );
    }
    this.#open(length);
    this.#length = length;
    let offset = 8;
    for (const column of [this.#lastAt, this.#interval, this.#longest]) {
      for (let i = 0; i < length; i += 1, offset += 8) column[i] = view.getFloat64(offset, true);
    }
    this.#gaps.set(bytes.subarray(offset));
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
