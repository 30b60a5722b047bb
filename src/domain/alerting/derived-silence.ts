import type { Alert } from './alert.js';
import type { AlertBook } from './alert-book.js';
import type { SilenceReport } from './silence-book.js';

/** Inputs may be 10 minutes apart, and a balance is not judged for minutes after each change of load. */
const LAPSE_MS = 15 * 60_000;

/**
 * Ends the alerts of derived series of which nothing can be said any more: no point of theirs will. The process that derives
 * may be away for a while, too, so nothing ends before it has been listened for as long.
 */
export class DerivedSilence {
  constructor(private readonly book: AlertBook) {}

  /** The alerts that are over by this report. They count only after `settle`, so that a failure to record repeats them. */
  review({ simulated, nowMs, listeningSinceMs, silent, isExpected, lastAtOf }: SilenceReport): readonly Alert[] {
    if (nowMs - listeningSinceMs < LAPSE_MS) return [];
    const silentSince = new Map(silent.map(({ seriesId, lastAt }) => [seriesId, lastAt]));
    const overSince = (seriesId: number, firedAt: number) => {
      // Of one that nobody waits for, since it has said nothing since the start or only in history, no silence is found.
      const lastAt = isExpected(seriesId)
        ? silentSince.get(seriesId)
        : Math.max(firedAt, lastAtOf(seriesId) ?? firedAt);
      return lastAt !== undefined && nowMs - lastAt >= LAPSE_MS ? lastAt : undefined;
    };
    return this.book.lapsed(overSince).filter((alert) => alert.simulated === simulated);
  }

  /** Takes over what has been recorded. */
  settle(lapsed: readonly Alert[]): void {
    this.book.settle(lapsed);
  }
}
