import { messageOf } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';

const firstPauseMs = 100;
const longestPauseMs = 10_000;

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A message as it lies in the topic. `value` is undefined for a tombstone. */
export interface TopicMessage extends TopicPartition {
  readonly offset: number;
  /** When it was written, epoch ms. */
  readonly at: number;
  readonly value: Buffer | undefined;
}

/** Who takes the messages of a partition. Its calls come one at a time, in order. */
export interface LaneHandler {
  /** The offset after which reading starts; undefined for the one that the group has committed. */
  open(at: TopicPartition): Promise<number | undefined>;
  handle(at: TopicPartition, messages: readonly TopicMessage[]): Promise<void>;
  release(at: TopicPartition): Promise<void>;
}

/** What a lane asks of the consumer that feeds it. */
export interface LaneFeed {
  /** Reads the partition from after this offset on; undefined for where the group has come to. */
  begin(at: TopicPartition, after: number | undefined): void;
  pause(at: TopicPartition): void;
  resume(at: TopicPartition): void;
}

export interface LaneLimits {
  /** Bound of the weights of one handler call; a heavier message comes alone. */
  readonly maxWeight: number;
  readonly weigh: (message: TopicMessage) => number;
  /** Bytes read ahead, beyond which reading pauses until half of them are handled. */
  readonly maxWaitingBytes: number;
}

/** The facilities that lanes share. */
export interface LaneKit {
  readonly feed: LaneFeed;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * One partition in this process, from the moment it is got until it is given up. Reading ahead and handling are apart,
 * so that a slow or failing handler never keeps the client from its heartbeats: it only stops reading.
 */
export class PartitionLane {
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;
  #waiting: TopicMessage[] = [];
  #waitingBytes = 0;
  #isPaused = false;
  #hasBegun = false;
  #isOpen = false;
  #finishing: Promise<void> | undefined;
  #wake: () => void = () => undefined;

  constructor(
    readonly at: TopicPartition,
    private readonly handler: LaneHandler,
    private readonly limits: LaneLimits,
    private readonly kit: LaneKit,
    /** The end of the lane that this process had for the partition before, which may outlast its bounds; never rejects. */
    private readonly before?: Promise<void>,
  ) {
    this.#abort.signal.addEventListener('abort', () => {
      this.#wake();
    });
    this.#running = this.#run();
  }

  /** Takes what was read, in order. */
  push(messages: readonly TopicMessage[]): void {
    for (const message of messages) this.#waitingBytes += bytesOf(message);
    this.#waiting.push(...messages);
    if (this.#waitingBytes > this.limits.maxWaitingBytes && !this.#isPaused) {
      this.#isPaused = true;
      this.kit.feed.pause(this.at);
    }
    this.#wake();
  }

  /** Whether it takes messages: it is open, and they are read from where it begins. */
  get isReading(): boolean {
    return this.#isOpen;
  }

  /** False while the lane before this one still runs: whatever the handler commits is that one's then. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Ends the running call, then releases. What was read ahead and not handled is let go. Takes as long as the handler does. Idempotent. */
  end(): Promise<void> {
    this.#abort.abort();
    this.#finishing ??= this.#finish();
    return this.#finishing;
  }

  /** As `end`, but waits for it no longer than `boundMs`. */
  async release(boundMs: number): Promise<void> {
    const waited = new AbortController();
    const isDone = await Promise.race([
      this.end().then(() => true),
      this.kit.clock.sleep(boundMs, waited.signal).then(() => false),
    ]);
    waited.abort();
    if (!isDone) this.kit.log.warn('kafka partition given up before its handler had ended', { ...this.at, boundMs });
  }

  async #finish(): Promise<void> {
    await this.#running;
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      await this.handler.release(this.at);
    } catch (error) {
      this.kit.log.error('kafka partition not released cleanly', { ...this.at, error: messageOf(error) });
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    await this.before;
    this.#hasBegun = true;
    const opened = await this.#untilItSucceeds('open', async () => ({ after: await this.handler.open(this.at) }));
    if (!opened) return;
    this.#isOpen = true;
    if (!signal.aborted) this.kit.feed.begin(this.at, opened.after);
    while (!signal.aborted) {
      if (this.#waiting.length === 0) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      const messages = this.#take();
      await this.#untilItSucceeds('handle', () => this.handler.handle(this.at, messages));
      this.#resumeWhenDrained();
    }
  }

  #take(): TopicMessage[] {
    const { weigh, maxWeight } = this.limits;
    let weight = 0;
    let count = 0;
    for (const message of this.#waiting) {
      weight += weigh(message);
      if (count > 0 && weight > maxWeight) break;
      count += 1;
    }
    const taken = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    for (const message of taken) this.#waitingBytes -= bytesOf(message);
    return taken;
  }

  #resumeWhenDrained(): void {
    if (!this.#isPaused || this.#waitingBytes > this.limits.maxWaitingBytes / 2 || this.#abort.signal.aborted) return;
    this.#isPaused = false;
    this.kit.feed.resume(this.at);
  }

  /** Undefined when aborted before an attempt succeeded. */
  async #untilItSucceeds<T>(step: string, attempt: () => Promise<T>): Promise<T | undefined> {
    const { signal } = this.#abort;
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await attempt();
      } catch (error) {
        const fields = { ...this.at, step, error: messageOf(error), retryInMs: pauseMs };
        this.kit.log.error('kafka partition not advanced', fields);
        await this.kit.clock.sleep(pauseMs, signal);
      }
    }
    return undefined;
  }
}

function bytesOf({ value }: TopicMessage): number {
  return value?.length ?? 0;
}
