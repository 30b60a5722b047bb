import { type SeriesIdentity, seriesKey } from '../../telemetry/series.js';
import type { DeviceBound, DeviceLimit } from './device-limit.js';

/** What became of a statement: taken or known, or left out, and why. */
export type Statement = 'known' | 'taken' | 'unsettled' | 'no_limit' | 'beyond_already';

/** A limit that still holds is recorded anew so often, so that records tell which devices still state it. */
const REAFFIRM_MS = 3_600_000;

interface Known {
  limit: DeviceLimit;
  recordedAt: number;
  /** A value stated once in place of the known one; it holds when it is stated again. */
  candidate: number | undefined;
}

/**
 * Remembers what limits devices state, and hands out what is new. Devices repeat them with every reading, so known ones cost
 * a look-up. A limit that changes must be stated twice running: one that flaps stays as it first was.
 */
export class DeviceLimitBook {
  readonly #known = new Map<string, Known>();
  #fresh = new Map<string, DeviceLimit>();

  /** Limits recorded by an earlier run. */
  load(limits: Iterable<DeviceLimit>): void {
    for (const limit of limits) {
      this.#known.set(keyOf(limit, limit.bound), { limit, recordedAt: limit.lastSeenAt, candidate: undefined });
    }
  }

  /**
   * Takes a statement, in the unit of the series. `reading` is what the series reads at the time, where that is known: a
   * device that starts out beyond its own limit states a placeholder. So is 0, which stands for "none".
   */
  notice(series: SeriesIdentity, bound: DeviceBound, value: number, at: number, reading?: number): Statement {
    if (value === 0 || !Number.isFinite(value)) return 'no_limit';
    const key = keyOf(series, bound);
    const known = this.#known.get(key);
    if (known?.limit.value === value) return this.#reaffirm(key, known, at);
    if (reading !== undefined && isBeyond(reading, bound, value)) return 'beyond_already';
    if (known && known.candidate !== value) {
      known.candidate = value;
      return 'unsettled';
    }
    const { assetId, metric, component } = series;
    this.#take(key, { assetId, metric, component, bound, value, firstSeenAt: at, lastSeenAt: at });
    return 'taken';
  }

  /** Whether a statement would say anything new; cheap, for the hot path. */
  isNews(series: SeriesIdentity, bound: DeviceBound, value: number): boolean {
    return this.#known.get(keyOf(series, bound))?.limit.value !== value;
  }

  /** What is to be recorded since the last call. If recording fails, give it back with `keepNew`. */
  takeNew(): readonly DeviceLimit[] {
    const fresh = [...this.#fresh.values()];
    this.#fresh = new Map();
    return fresh;
  }

  keepNew(limits: readonly DeviceLimit[]): void {
    this.#fresh = new Map([...limits.map((limit) => [keyOf(limit, limit.bound), limit] as const), ...this.#fresh]);
  }

  #reaffirm(key: string, known: Known, at: number): Statement {
    known.candidate = undefined;
    if (at - known.recordedAt >= REAFFIRM_MS) this.#take(key, { ...known.limit, lastSeenAt: at });
    return 'known';
  }

  #take(key: string, limit: DeviceLimit): void {
    this.#known.set(key, { limit, recordedAt: limit.lastSeenAt, candidate: undefined });
    this.#fresh.set(key, limit);
  }
}

function keyOf(series: SeriesIdentity, bound: DeviceBound): string {
  return `${seriesKey(series)}|${bound}`;
}

function isBeyond(reading: number, bound: DeviceBound, limit: number): boolean {
  return bound === 'warningAbove' || bound === 'criticalAbove' ? reading > limit : reading < limit;
}
