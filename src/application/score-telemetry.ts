import { DomainError } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { ServerRuns } from '../ports/server-runs.js';
import type { Consumption, Delivery, PartitionHandler, TelemetryBus } from '../ports/telemetry-bus.js';
import type { Lane, Lanes } from './lanes.js';
import { reopenOnRestart } from './reopen-on-restart.js';

/** Consumer group of the bus. */
export const SCORE_GROUP = 'score';
const MAX_POINTS = 50_000;
/** A rebalance waits for this process no longer; what was not saved by then is scored again by the next owner. */
const RELEASE_WITHIN_MS = 10_000;

/**
 * Scores every point and raises the alerts that follow, one lane for each partition that the bus gives to this process.
 * An offset is committed once the state that includes it is saved, so the next owner of a partition finds both.
 */
export class ScoreTelemetry implements Loop, PartitionHandler {
  readonly name = 'score telemetry';
  /** By partition: the end of its last lane here, which may come after the time limit of its release. Never rejects. */
  readonly #settled = new Map<number, Promise<unknown>>();
  #consumption: Consumption | undefined;
  #unlisten: () => void = () => undefined;

  constructor(
    private readonly bus: TelemetryBus,
    private readonly lanes: Lanes,
    private readonly reporting: { readonly clock: Clock; readonly log: Log },
    /** Of the store that scores go to: when its server has started anew, the lanes begin again at their rewind points. */
    private readonly runs?: ServerRuns,
  ) {}

  async start(): Promise<void> {
    this.#consumption = await this.bus.consume(SCORE_GROUP, this, { maxPoints: MAX_POINTS });
    this.#unlisten = reopenOnRestart(this.runs, this.#consumption, this.reporting.log);
  }

  /** Saves the state of every lane, so that the next start has nothing to judge again. */
  async stop(): Promise<void> {
    this.#unlisten();
    await this.#consumption?.stop();
  }

  /** Waits for the last lane of the partition, or two of them would save their states side by side. */
  async open(partition: number): Promise<number | undefined> {
    await this.#settled.get(partition);
    return this.lanes.open(partition);
  }

  async handle(partition: number, deliveries: readonly Delivery[]): Promise<void> {
    const { scoring, orders } = this.lanes.of(partition);
    await orders?.carryOut();
    const saved = await scoring.handle(deliveries);
    this.lanes.reportFiring();
    if (saved !== undefined) await this.bus.commit(SCORE_GROUP, partition, saved);
  }

  /** Rejects with `unavailable` when the state cannot be saved in time. */
  async release(partition: number): Promise<void> {
    const lane = this.lanes.drop(partition);
    if (!lane) return;
    this.lanes.reportFiring();
    const done = new AbortController();
    const settling = this.#settle(partition, lane, done.signal);
    this.#settled.set(partition, Promise.allSettled([settling]));
    try {
      await Promise.race([settling, this.#timeLimit(partition, done.signal)]);
    } finally {
      done.abort();
    }
  }

  /** Commits nothing when `done` has aborted meanwhile: the partition may be another process's by then. */
  async #settle(partition: number, { scoring }: Lane, done: AbortSignal): Promise<void> {
    const saved = await scoring.close();
    if (saved !== undefined && !done.aborted) await this.bus.commit(SCORE_GROUP, partition, saved);
  }

  async #timeLimit(partition: number, done: AbortSignal): Promise<void> {
    await this.reporting.clock.sleep(RELEASE_WITHIN_MS, done);
    if (done.aborted) return;
    throw new DomainError('unavailable', `The scoring state of partition ${partition} was not saved in time.`, {
      details: { partition, withinMs: RELEASE_WITHIN_MS },
    });
  }
}
