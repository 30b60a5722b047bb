import type { SilentSeries } from '../telemetry/silence.js';
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
  review({ simulated, nowMs, listeningSinceMs, silent }: SilenceReport): readonly Alert[] {
    if (nowMs - listeningSinceMs < LAPSE_MS) return [];
    const hasLapsed = ({ lastAt }: SilentSeries) => nowMs - lastAt >= LAPSE_MS;
    return this.book.lapsed(silent.filter(hasLapsed)).filter((alert) => alert.simulated === simulated);
  }

  /** Takes over what has been recorded. */
  settle(lapsed: readonly Alert[]): void {
    this.book.settle(lapsed);
  }
}
