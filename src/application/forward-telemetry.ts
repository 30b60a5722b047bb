import { DomainError, messageOf } from '../domain/errors.js';
import { joinBatches } from '../domain/telemetry/join-batches.js';
import type { Loop } from '../ports/loop.js';
import type { Consumption, Delivery, PartitionHandler, TelemetryBus } from '../ports/telemetry-bus.js';
import type { Reporting } from './store-telemetry.js';

/** Consumer group of the outbox. */
export const FORWARD_GROUP = 'forward';
const component = 'forward-telemetry';
const MAX_POINTS = 50_000;
/** How long a small delivery waits for company: fewer and larger messages on the link, and fewer syncs here. */
const GATHER_MS = 250;

/**
 * Moves judged points from the outbox on the disk to the bus of the central Plenum, in order. What that has not
 * acknowledged stays in the outbox and is tried again, for hours if it must be.
 */
export class ForwardTelemetry implements Loop, PartitionHandler {
  readonly name = component;
  readonly #stopping = new AbortController();
  #consumption: Consumption | undefined;
  #isCutOff = false;

  constructor(
    private readonly outbox: TelemetryBus,
    private readonly central: Pick<TelemetryBus, 'publish'>,
    private readonly reporting: Reporting,
  ) {}

  async start(): Promise<void> {
    this.#consumption = await this.outbox.consume(FORWARD_GROUP, this, { maxPoints: MAX_POINTS });
  }

  /** Waits for no acknowledgement: what is under way is sent again after the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#consumption?.stop();
  }

  open(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  async handle(partition: number, deliveries: readonly Delivery[]): Promise<void> {
    const { clock, metrics } = this.reporting;
    const batch = joinBatches(deliveries.map((delivery) => delivery.batch));
    const offset = deliveries.at(-1)?.offset;
    if (offset === undefined) return;
    try {
      await this.#unlessStopped(this.central.publish(batch));
    } catch (error) {
      this.#noteFailure(error);
      throw error;
    }
    this.#noteSuccess();
    await this.outbox.commit(FORWARD_GROUP, partition, offset);
    metrics.count('component_sent_total', { component }, batch.length);
    metrics.gauge('bus_lag_points', { group: FORWARD_GROUP }, this.outbox.lag(FORWARD_GROUP).points);
    if (batch.length < MAX_POINTS) await clock.sleep(GATHER_MS, this.#stopping.signal);
  }

  #noteFailure(error: unknown): void {
    const code = error instanceof DomainError ? error.code : 'internal';
    this.reporting.metrics.count('component_errors_total', { component, code });
    if (this.#isCutOff || this.#stopping.signal.aborted) return;
    this.#isCutOff = true;
    this.reporting.log.warn('central Plenum out of reach, telemetry waits in the outbox', { error: messageOf(error) });
  }

  #noteSuccess(): void {
    if (!this.#isCutOff) return;
    this.#isCutOff = false;
    const { points } = this.outbox.lag(FORWARD_GROUP);
    this.reporting.log.info('central Plenum in reach again, the outbox is worked off', { points });
  }

  async #unlessStopped(work: Promise<void>): Promise<void> {
    const settled = new AbortController();
    const stopped = new Promise<never>((_, reject) => {
      const giveUp = () =>
        reject(new DomainError('unavailable', 'The service stops; the points are sent after the next start.'));
      this.#stopping.signal.addEventListener('abort', giveUp, { signal: settled.signal });
    });
    try {
      await Promise.race([work, stopped]);
    } finally {
      settled.abort();
    }
  }
}
