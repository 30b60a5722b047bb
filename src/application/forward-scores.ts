import type { Judgement } from '../domain/alerting/series-watch.js';
import { withScores } from '../domain/detection/scored-points.js';
import { messageOf } from '../domain/errors.js';
import type { Metrics } from '../ports/metrics.js';
import type { TelemetryBus } from '../ports/telemetry-bus.js';
import { FORWARD_GROUP } from './forward-telemetry.js';
import type { ScoreSink } from './score-sink.js';

/**
 * Judged points go, with their scores, into the outbox from which they are forwarded. What is written again after a crash
 * is forwarded again, which changes nothing: a point's identity is series and time.
 */
export class ForwardScores implements ScoreSink {
  #refusal: Error | undefined;

  constructor(
    private readonly outbox: Pick<TelemetryBus, 'publish' | 'lag'>,
    private readonly metrics: Metrics,
  ) {}

  positionOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async keep({ batch, scores }: Pick<Judgement, 'batch' | 'scores'>): Promise<void> {
    try {
      if (batch.length > 0) await this.outbox.publish(withScores(batch, scores));
      this.#refusal = undefined;
    } catch (error) {
      this.#refusal = error instanceof Error ? error : new Error(messageOf(error));
      throw error;
    } finally {
      this.metrics.gauge('bus_lag_points', { group: FORWARD_GROUP }, this.outbox.lag(FORWARD_GROUP).points);
    }
  }

  /** Throws why the outbox took nothing the last time, such as `overloaded`: until it does, nothing that is taken in is judged. */
  refuseWhenStuck(): void {
    if (this.#refusal) throw this.#refusal;
  }
}
