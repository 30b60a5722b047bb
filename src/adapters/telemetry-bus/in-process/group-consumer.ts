import { messageOf } from '../../../domain/errors.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { Consumption, Delivery, PartitionHandler } from '../../../ports/telemetry-bus.js';
import { CatchUp } from '../../system/catch-up.js';
import type { Bell } from './bell.js';
import type { LogReader } from './log-reader.js';

const firstPauseMs = 100;
const longestPauseMs = 10_000;
/** A single process has the whole log. */
export const onlyPartition = 0;

export interface GroupConsumerOptions {
  readonly group: string;
  readonly handler: PartitionHandler;
  /** Opens the partition; resolves with the offset after which delivery starts. */
  readonly open: () => Promise<number>;
  /** What `open` has said for the beginning. */
  readonly after: number;
  readonly maxPoints: number;
}

/** Hands a group its batches in order, one call at a time, and tries a failed call again with the same batches. */
export class GroupConsumer implements Consumption {
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;
  #catchUp = new CatchUp();
  /** Ends what runs, whether to stop or to open anew. */
  #pausing = new AbortController();
  #onReopened: (() => void)[] = [];

  constructor(
    private readonly options: GroupConsumerOptions,
    private readonly reader: LogReader,
    private readonly published: Bell,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#done = this.#run();
  }

  get behindMs(): number {
    this.#look();
    return this.#catchUp.behindMs(this.clock.monotonic());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#pausing.abort();
    await this.#done;
  }

  async reopen(): Promise<void> {
    const reopened = new Promise<void>((resolve) => this.#onReopened.push(resolve));
    this.#pausing.abort();
    await Promise.race([reopened, this.#done]);
  }

  async #run(): Promise<void> {
    let after: number | undefined = this.options.after;
    while (after !== undefined) {
      await this.#deliverFrom(after, this.#pausing.signal);
      await this.reader.close();
      await this.#release();
      after = await this.#openAgain();
    }
  }

  /** Undefined when stopped. */
  async #openAgain(): Promise<number | undefined> {
    if (this.#stopping.signal.aborted) return undefined;
    this.#pausing = new AbortController();
    const asked = this.#onReopened;
    this.#onReopened = [];
    const after = await this.#untilItSucceeds(this.options.open, this.#stopping.signal);
    for (const resolve of asked) resolve();
    return after;
  }

  async #deliverFrom(start: number, signal: AbortSignal): Promise<void> {
    let after = start;
    this.#catchUp = new CatchUp();
    this.#catchUp.reach(after);
    while (!signal.aborted) {
      this.#look();
      // Nothing may come between this look and the wait, or a batch published there would not end it.
      if (!this.reader.hasAfter(after)) {
        await this.published.wait(signal);
        continue;
      }
      const deliveries = await this.#untilItSucceeds(() => this.reader.after(after, this.options.maxPoints), signal);
      const last = deliveries?.at(-1);
      if (!deliveries || !last) continue;
      const delivered = await this.#untilItSucceeds(() => this.#deliver(deliveries), signal);
      if (!delivered) continue;
      after = last.offset;
      this.#catchUp.reach(after);
    }
  }

  #look(): void {
    this.#catchUp.see(this.reader.lastOffset, this.clock.monotonic());
  }

  async #deliver(deliveries: readonly Delivery[]): Promise<true> {
    await this.options.handler.handle(onlyPartition, deliveries);
    return true;
  }

  async #release(): Promise<void> {
    const { group, handler } = this.options;
    try {
      await handler.release(onlyPartition);
    } catch (error) {
      this.log.error('telemetry partition not released cleanly', { group, error: messageOf(error) });
    }
  }

  /** Undefined when the signal aborts before an attempt succeeded. */
  async #untilItSucceeds<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await attempt();
      } catch (error) {
        this.log.error('telemetry delivery failed', {
          group: this.options.group,
          error: messageOf(error),
          retryInMs: pauseMs,
        });
        await this.clock.sleep(pauseMs, signal);
      }
    }
    return undefined;
  }
}
