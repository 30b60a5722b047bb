import type { Judgement } from '../domain/alerting/series-watch.js';
import type { LatestScores } from './latest-scores.js';
import type { RaiseAlerts } from './raise-alerts.js';
import type { ScoreSink } from './score-sink.js';

/** Where a partition's judgements go: scores to their sink and the screens, alerts to the log and the screens. */
export class ScoreOutlet {
  #writtenUpTo = -Infinity;

  constructor(
    private readonly partition: number,
    private readonly sink: ScoreSink,
    private readonly alerts: RaiseAlerts,
    private readonly latest: LatestScores,
  ) {}

  /** Offset up to which the sink has scores already; -Infinity when it has none, or does not record it. */
  get writtenUpTo(): number {
    return this.#writtenUpTo;
  }

  /** Asks the sink how far the partition's last owner has come. */
  async open(): Promise<void> {
    this.#writtenUpTo = (await this.sink.positionOf(this.partition)) ?? -Infinity;
  }

  /**
   * Delivers the judgement of the batches up to `offset`; durable on resolve. May be called again with the same one after
   * it has rejected: what is written already is not written twice, nor told twice. Alerts come first, so that nobody
   * waits for a store that is slow or away to hear of trouble.
   */
  async deliver({ batch, scores, values, alerts }: Judgement, offset: number): Promise<void> {
    await this.alerts.raise(alerts);
    if (offset > this.#writtenUpTo) {
      await this.sink.keep({ batch, scores }, { partition: this.partition, offset });
      this.#writtenUpTo = offset;
    }
    this.latest.update(scores, values);
  }
}
