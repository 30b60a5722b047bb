import type { Judgement, SeriesWatch } from '../domain/alerting/series-watch.js';
import { joinBatches } from '../domain/telemetry/join-batches.js';
import type { Loop } from '../ports/loop.js';
import type { Metrics } from '../ports/metrics.js';
import type { Consumption, Delivery, TelemetryBus } from '../ports/telemetry-bus.js';
import type { ScoreCheckpoints } from './score-checkpoints.js';
import type { ScoreOutlet } from './score-outlet.js';

const GROUP = 'score';
const MAX_POINTS = 50_000;

/**
 * Scores every point and raises the alerts that follow. Each step is done in the order that lets a crash at any time
 * neither lose nor double anything: scores written with their offset, alerts recorded, state saved, offset committed.
 * After a crash it goes on from the saved state; what had been written since is judged again but not written again.
 */
export class ScoreTelemetry implements Loop {
  readonly name = 'score telemetry';
  #consumption: Consumption | undefined;
  /** Judged, hence learned, but not yet delivered: judging it again would give nothing. At most one handler call's worth. */
  #undelivered: { judgement: Judgement; offset: number }[] = [];
  #judgedUpTo = -Infinity;
  #committedUpTo = -Infinity;

  constructor(
    private readonly bus: TelemetryBus,
    private readonly watch: SeriesWatch,
    private readonly checkpoints: ScoreCheckpoints,
    private readonly outlet: ScoreOutlet,
    private readonly metrics: Metrics,
  ) {}

  async start(): Promise<void> {
    const after = await this.checkpoints.restore();
    await this.outlet.open();
    if (after === undefined) this.watch.adopt(await this.outlet.firing());
    else this.#judgedUpTo = this.#committedUpTo = after;
    this.#consumption = await this.bus.consume(GROUP, (deliveries) => this.#handle(deliveries), {
      maxPoints: MAX_POINTS,
      ...(after === undefined ? {} : { after }),
    });
  }

  /** Saves the state, so that the next start has nothing to judge again. */
  async stop(): Promise<void> {
    const consumption = this.#consumption;
    if (!consumption) return;
    this.#consumption = undefined;
    await consumption.stop();
    if (this.#undelivered.length === 0 && this.#judgedUpTo > this.#committedUpTo) await this.#checkpoint();
  }

  async #handle(deliveries: readonly Delivery[]): Promise<void> {
    const fresh = deliveries.filter(({ offset }) => offset > this.#judgedUpTo);
    this.#judge(fresh.filter(({ offset }) => offset <= this.outlet.writtenUpTo));
    this.#judge(fresh.filter(({ offset }) => offset > this.outlet.writtenUpTo));
    await this.#deliver();
    if (this.checkpoints.isDue) await this.#checkpoint();
  }

  #judge(deliveries: readonly Delivery[]): void {
    const last = deliveries.at(-1);
    if (!last) return;
    const batch = joinBatches(deliveries.map((delivery) => delivery.batch));
    const judgement = this.watch.judge(batch);
    this.#judgedUpTo = last.offset;
    this.#undelivered.push({ judgement, offset: last.offset });
    this.checkpoints.took(batch.length);
    this.metrics.count('component_received_total', { component: 'score' }, batch.length);
    this.#countSkipped(batch.length - judgement.scores.length);
  }

  async #deliver(): Promise<void> {
    for (let next = this.#undelivered[0]; next; next = this.#undelivered[0]) {
      await this.outlet.deliver(next.judgement, next.offset);
      this.#undelivered.shift();
      this.metrics.count('component_sent_total', { component: 'score' }, next.judgement.scores.length);
    }
  }

  async #checkpoint(): Promise<void> {
    const offset = this.#judgedUpTo;
    await this.checkpoints.save(offset);
    await this.bus.commit(GROUP, offset);
    this.#committedUpTo = offset;
  }

  #countSkipped(points: number): void {
    if (points > 0) this.metrics.count('component_dropped_total', { component: 'score', reason: 'not_newer' }, points);
  }
}
