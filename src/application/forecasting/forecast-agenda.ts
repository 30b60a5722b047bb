import type { ForecastSubject } from '../../domain/forecasting/live/forecast-subject.js';
import { HOUR_MS } from '../../domain/forecasting/live/hourly-history.js';
import { type SeriesIdentity, seriesKey } from '../../domain/telemetry/series.js';

const FIRST_PAUSE_MS = 60_000;
/** A subject whose last hour is missing is waited for with pauses up to this. */
const LONGEST_WAIT_MS = 4 * FIRST_PAUSE_MS;

/**
 * When each subject is forecast: once an hour. One that could not be is looked at again after a minute, then after twice as
 * long each time, up to an hour: a backfill may be under way, or a device may be new.
 */
export class ForecastAgenda {
  readonly #doneForMs = new Map<string, number>();
  readonly #postponed = new Map<string, { sinceMs: number; pauseMs: number }>();

  isDue({ identity }: ForecastSubject, originMs: number, nowMs: number): boolean {
    const key = seriesKey(identity);
    if ((this.#doneForMs.get(key) ?? -Infinity) >= originMs) return false;
    const postponed = this.#postponed.get(key);
    if (!postponed) return true;
    const waitedMs = nowMs - postponed.sinceMs;
    // Less than nothing: the clock was put back.
    return waitedMs < 0 || waitedMs >= postponed.pauseMs;
  }

  done(subject: SeriesIdentity, originMs: number): void {
    const key = seriesKey(subject);
    this.#doneForMs.set(key, originMs);
    this.#postponed.delete(key);
  }

  /** Whether a subject of which the last hour is missing is looked at again, rather than forecast without it. */
  isWorthWaiting(subject: SeriesIdentity): boolean {
    return (this.#postponed.get(seriesKey(subject))?.pauseMs ?? 0) < LONGEST_WAIT_MS;
  }

  postpone(subject: SeriesIdentity, nowMs: number): void {
    const key = seriesKey(subject);
    const before = this.#postponed.get(key)?.pauseMs ?? FIRST_PAUSE_MS / 2;
    const pauseMs = Math.min(HOUR_MS, before * 2);
    this.#postponed.set(key, { sinceMs: nowMs, pauseMs });
  }
}
