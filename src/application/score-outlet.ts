import type { Judgement } from '../domain/alerting/series-watch.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { LatestScores } from './latest-scores.js';
import type { RaiseAlerts } from './raise-alerts.js';

/** Where judgements go: scores to the store and the screens, alerts to the log and the screens. */
export class ScoreOutlet {
  #writtenUpTo = -Infinity;

  constructor(
    private readonly store: TelemetryStore,
    private readonly alerts: RaiseAlerts,
    private readonly latest: LatestScores,
  ) {}

  /** Offset up to which the store has scores already; -Infinity when it has none. */
  get writtenUpTo(): number {
    return this.#writtenUpTo;
  }

  /** Asks the store how far an earlier run has come. */
  async open(): Promise<void> {
    this.#writtenUpTo = (await this.store.positionOf('score')) ?? -Infinity;
  }

  /**
   * Delivers the judgement of the batches up to `offset`; durable on resolve. May be called again with the same one after
   * it has rejected: what is written already is not written twice.
   */
  async deliver({ scores, values, alerts, firing }: Judgement, offset: number): Promise<void> {
    if (offset > this.#writtenUpTo) {
      await this.store.appendScores(scores, offset);
      this.#writtenUpTo = offset;
    }
    await this.alerts.raise(alerts);
    this.alerts.gauge('anomaly', firing);
    this.latest.update(scores, values);
  }

  /** Alerts that the log holds as firing. */
  firing() {
    return this.alerts.firing();
  }
}
