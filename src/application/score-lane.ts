import type { Alert } from '../domain/alerting/alert.js';
import type { Judgement, SeriesWatch } from '../domain/alerting/series-watch.js';
import { joinBatches } from '../domain/telemetry/join-batches.js';
import type { Metrics } from '../ports/metrics.js';
import type { StateSnapshot } from '../ports/state-snapshots.js';
import type { Delivery } from '../ports/telemetry-bus.js';
import type { RewindPoint } from './rewind-point.js';
import type { ScoreCheckpoints } from './score-checkpoints.js';
import type { ScoreOutlet } from './score-outlet.js';

/**
 * Scores one partition, except for points that come with scores: those are another process's to judge. Each step is
 * done in the order that lets a crash at any time neither lose nor double anything: alerts recorded, scores written
 * with their offset, state saved. After a crash it goes on from the saved state; what
 * had been written since is judged again but not written again, or written again with the same outcome by a store that
 * records no positions.
 */
export class ScoreLane {
  /** Judged, hence learned, but not yet delivered: judging it again would give nothing. At most one call's worth. */
  #undelivered: { judgement: Judgement; offset: number }[] = [];
  #judgedUpTo = -Infinity;
  #savedUpTo: number | undefined;

  constructor(
    private readonly watch: SeriesWatch,
    private readonly checkpoints: ScoreCheckpoints,
    private readonly outlet: ScoreOutlet,
    private readonly metrics: Metrics,
    /** Absent for a store without runs. */
    private readonly rewindPoint?: RewindPoint,
  ) {}

  /** Anomalies that fire now. */
  get firing(): number {
    return this.watch.firing;
  }

  /**
   * Takes up where the partition's last owner ended and returns that offset; earlier, with the state of then, when the
   * store's server has started anew since. Without its state, or with one that never meets them again, `firing` can still
   * resolve.
   */
  async open(firing: readonly Alert[]): Promise<number | undefined> {
    const back = await this.rewindPoint?.open();
    if (back) await this.checkpoints.save(back);
    const after = await this.checkpoints.restore();
    await this.outlet.open();
    if (after === undefined) this.watch.adopt(firing);
    else {
      this.watch.expectAgain(firing);
      this.#judgedUpTo = after;
    }
    this.#savedUpTo = after;
    return after ?? back?.offset;
  }

  /** Judges and delivers. Returns the offset that the state was saved with, when it was. */
  async handle(deliveries: readonly Delivery[]): Promise<number | undefined> {
    const fresh = deliveries.filter(({ offset }) => offset > this.#judgedUpTo);
    const [first] = fresh;
    if (first) await this.rewindPoint?.provide(() => this.checkpoints.take(first.offset - 1));
    this.#judge(fresh.filter(({ offset }) => offset <= this.outlet.writtenUpTo));
    this.#judge(fresh.filter(({ offset }) => offset > this.outlet.writtenUpTo));
    await this.#deliver();
    if (!this.checkpoints.isDue) return undefined;
    const saved = await this.#save();
    await this.rewindPoint?.advance(saved);
    return saved.offset;
  }

  /** Delivers what is left and saves the state, so that the next owner judges nothing again. Returns the saved offset. */
  async close(): Promise<number | undefined> {
    await this.#deliver();
    if (this.#judgedUpTo > (this.#savedUpTo ?? -Infinity)) await this.#save();
    return this.#savedUpTo;
  }

  #judge(deliveries: readonly Delivery[]): void {
    const last = deliveries.at(-1);
    if (!last) return;
    const batches = deliveries.map((delivery) => delivery.batch);
    const batch = joinBatches(batches.filter(({ scores }) => scores === undefined));
    const judgement = this.watch.judge(batch);
    this.#judgedUpTo = last.offset;
    this.#undelivered.push({ judgement, offset: last.offset });
    const elsewhere = batches.reduce((sum, { length }) => sum + length, 0) - batch.length;
    this.checkpoints.took(batch.length + elsewhere);
    this.metrics.count('component_received_total', { component: 'score' }, batch.length);
    this.#countSkipped('not_newer', batch.length - judgement.scores.length);
    this.#countSkipped('judged_elsewhere', elsewhere);
  }

  async #deliver(): Promise<void> {
    for (let next = this.#undelivered[0]; next; next = this.#undelivered[0]) {
      await this.outlet.deliver(next.judgement, next.offset);
      this.#undelivered.shift();
      this.metrics.count('component_sent_total', { component: 'score' }, next.judgement.scores.length);
    }
  }

  async #save(): Promise<StateSnapshot> {
    const state = this.checkpoints.take(this.#judgedUpTo);
    await this.checkpoints.save(state);
    this.#savedUpTo = state.offset;
    return state;
  }

  #countSkipped(reason: string, points: number): void {
    if (points > 0) this.metrics.count('component_dropped_total', { component: 'score', reason }, points);
  }
}
