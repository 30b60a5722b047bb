import type { SilenceReport } from '../domain/alerting/silence-book.js';
import type { SimulatedTime } from '../domain/alerting/simulated-time.js';
import type { ReportingIntervals } from '../domain/telemetry/silence.js';
import type { Clock } from '../ports/clock.js';
import type { LatestScores } from './latest-scores.js';

/** Finds what is silent in a partition by each clock: real series by the wall clock, simulated ones by the twin's. */
export class SilenceReports {
  #realSince: number | undefined;
  #simulatedSince: number | undefined;
  /** Newest simulated time as last seen, and when: where simulated points stop, time goes on by the wall clock. */
  #simulated: { newest: number; seenAt: number } | undefined;

  constructor(
    private readonly intervals: ReportingIntervals,
    private readonly simulatedTime: SimulatedTime,
    private readonly latest: LatestScores,
    private readonly clock: Clock,
  ) {}

  /** Listening begins anew with the next report. */
  pause(): void {
    this.#realSince = undefined;
    this.#simulatedSince = undefined;
  }

  /** One report a clock; none for simulated series before the twin's first point. The first call starts the listening. */
  collect(): readonly SilenceReport[] {
    const realNow = this.clock.now();
    this.#realSince ??= realNow;
    const real = this.#report(false, realNow, this.#realSince);
    const simulatedNow = this.#simulatedNow();
    if (simulatedNow === undefined) return [real];
    this.#simulatedSince ??= simulatedNow;
    return [real, this.#report(true, simulatedNow, this.#simulatedSince)];
  }

  #report(simulated: boolean, nowMs: number, listeningSinceMs: number): SilenceReport {
    return {
      simulated,
      nowMs,
      listeningSinceMs,
      silent: this.intervals.silent(nowMs),
      isExpected: (seriesId) => this.intervals.isExpected(seriesId),
      lastAtOf: (seriesId) => this.latest.of(seriesId)?.at,
    };
  }

  #simulatedNow(): number | undefined {
    const { newest } = this.simulatedTime;
    if (newest === undefined) return undefined;
    if (this.#simulated?.newest !== newest) this.#simulated = { newest, seenAt: this.clock.monotonic() };
    return newest + this.clock.monotonic() - this.#simulated.seenAt;
  }
}
