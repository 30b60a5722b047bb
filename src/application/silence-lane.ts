import type { Alert } from '../domain/alerting/alert.js';
import type { DerivedSilence } from '../domain/alerting/derived-silence.js';
import type { SilenceBook } from '../domain/alerting/silence-book.js';
import type { RaiseAlerts } from './raise-alerts.js';
import type { SilenceReports } from './silence-reports.js';

/** Silence among the devices of one partition, and among the series that are derived of them. */
export class SilenceLane {
  constructor(
    private readonly reports: SilenceReports,
    private readonly book: SilenceBook,
    private readonly alerts: RaiseAlerts,
    /** Absent where nothing is derived. */
    private readonly derived?: DerivedSilence,
  ) {}

  /** Silences that fire now. */
  get firing(): number {
    return this.book.firing;
  }

  /** Takes over the silences that the partition's last owner left open. */
  adopt(firing: readonly Alert[]): void {
    this.book.settle(firing.filter(({ kind }) => kind === 'silent'));
  }

  /** Nothing can be said of silence at present, and listening begins anew with the next check. */
  pause(): void {
    this.reports.pause();
    this.book.pause();
  }

  /** Looks once at what is silent now. */
  async check(): Promise<void> {
    for (const report of this.reports.collect()) {
      const changes = this.book.review(report);
      await this.alerts.raise(changes);
      this.book.settle(changes);
      const lapsed = this.derived?.review(report) ?? [];
      await this.alerts.raise(lapsed);
      this.derived?.settle(lapsed);
    }
  }
}
