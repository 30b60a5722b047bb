import kafkajs, { type Consumer, type EachBatchPayload, type Kafka, type PartitionAssigner } from 'kafkajs';
import { messageOf } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import { unavailable } from './kafka-errors.js';
import {
  type LaneFeed,
  type LaneHandler,
  PartitionLane,
  type TopicMessage,
  type TopicPartition,
} from './partition-lane.js';
import { PartitionProgress } from './partition-progress.js';

/** Long enough for a pause of the garbage collector, short enough that the work of a dead process soon goes on. */
const usualSessionMs = 15_000;
/** Share of a session that giving up the partitions may take when the group changes. */
const releaseShare = 0.5;
const leaveBoundMs = 10_000;
const restartPauseMs = 1_000;
const maxBytesPerPartition = 1 << 20;
/** How long the broker waits for something to send; also how late a resumed partition is asked for at most. */
const maxWaitMs = 200;

export interface GroupMemberOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly handler: LaneHandler;
  /** Bound of the weights of one handler call; a heavier message comes alone. */
  readonly maxWeight: number;
  readonly weigh: (message: TopicMessage) => number;
  /** Bytes read ahead of the handler, per partition. */
  readonly maxWaitingBytes: number;
  /** After this long without a sign of life a process counts as dead; 15 s when absent. */
  readonly sessionMs?: number;
}

interface Held {
  readonly lane: PartitionLane;
  readonly progress: PartitionProgress;
}

/**
 * This process as a member of a consumer group. Before it agrees to a new division of the partitions it gives up all
 * that it has, so that whoever gets one finds what its last owner has left. It joins again after any failure.
 */
export class GroupMember implements LaneFeed {
  readonly #abort = new AbortController();
  readonly #held = new Map<string, Held>();
  /** The last lane of every partition that this process has had. It may be ending still when the next one is made. */
  readonly #last = new Map<string, PartitionLane>();
  /**
   * The offset after which a partition that is opened again begins, unless its handler names one: what was committed last
   * since this process got it, or else where it began. The client by itself would go on where it has read to.
   */
  readonly #startsAgain = new Map<string, number>();
  readonly #running: Promise<void>;
  readonly #sessionMs: number;
  #consumer: Consumer | undefined;
  /** False while the partitions are being given up, and until others have been got. */
  #hasPartitions = false;
  #crash: (error: unknown) => void = () => undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: GroupMemberOptions,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#sessionMs = options.sessionMs ?? usualSessionMs;
    this.#running = this.#run();
  }

  /** Gives up every partition and leaves the group. Idempotent. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#crash(undefined);
    await this.#running;
  }

  /**
   * Releases every partition and opens it again, a member all the while, so that handlers which name another offset begin
   * there. What a new division of the partitions, or a stop, takes meanwhile is not opened again.
   */
  async reopen(): Promise<void> {
    await Promise.all([...this.#held.values()].map((held) => this.#reopen(held)));
  }

  /** Commits everything up to and including `offset`. Does nothing for a lane that has been given up: another may be further back. */
  async commit({ topic, partition }: TopicPartition, offset: number): Promise<void> {
    const held = this.#held.get(keyOf({ topic, partition }));
    if (!held?.lane.hasBegun || !this.#consumer) {
      this.log.warn('kafka partition has been given up, not committed', { topic, partition, offset });
      return;
    }
    try {
      await this.#consumer.commitOffsets([{ topic, partition, offset: String(offset + 1) }]);
      held.progress.commit(offset);
      this.#startsAgain.set(keyOf({ topic, partition }), offset);
    } catch (error) {
      throw unavailable(`has not committed offset ${offset} of ${topic}/${partition}`, error);
    }
  }

  /** Of the partitions that this process has. */
  get lag(): { messages: number; weight: number } {
    let messages = 0;
    let weight = 0;
    for (const { progress } of this.#held.values()) {
      messages += progress.lag.messages;
      weight += progress.lag.weight;
    }
    return { messages, weight };
  }

  /** As `TelemetryBus.behindMs`. */
  behindMs(at: TopicPartition): number {
    return this.#held.get(keyOf(at))?.progress.behindMs(this.clock.monotonic()) ?? Infinity;
  }

  /** The partitions that this process has at the moment. */
  get partitions(): readonly TopicPartition[] {
    return [...this.#held.values()].map(({ lane }) => lane.at);
  }

  /** Takes note of how far a partition reached at a time (monotonic ms). */
  seeEnd(at: TopicPartition, end: number, atMs: number): void {
    this.#held.get(keyOf(at))?.progress.seeEnd(end, atMs);
  }

  begin(at: TopicPartition, named: number | undefined): void {
    const after = named ?? this.#startsAgain.get(keyOf(at));
    if (after !== undefined) {
      this.#startsAgain.set(keyOf(at), after);
      this.#tell('seek', at, (consumer) => {
        consumer.seek({ ...at, offset: String(after + 1) });
      });
    }
    this.resume(at);
  }

  pause(at: TopicPartition): void {
    this.#tell('pause', at, (consumer) => {
      consumer.pause([{ topic: at.topic, partitions: [at.partition] }]);
    });
  }

  resume(at: TopicPartition): void {
    this.#tell('resume', at, (consumer) => {
      consumer.resume([{ topic: at.topic, partitions: [at.partition] }]);
    });
  }

  /** A client that has failed refuses this before it says that it failed; then nothing is lost, for all is begun anew. */
  #tell(step: string, at: TopicPartition, call: (consumer: Consumer) => void): void {
    if (!this.#consumer) return;
    try {
      call(this.#consumer);
    } catch (error) {
      this.log.warn('kafka consumer takes no orders', { ...at, step, error: messageOf(error) });
    }
  }

  get #isStopping(): boolean {
    return this.#abort.signal.aborted;
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    for (;;) {
      const crashed = new Promise<unknown>((resolve) => (this.#crash = resolve));
      const consumer = this.#makeConsumer();
      this.#consumer = consumer;
      const joining = this.#join(consumer);
      const error = await crashed;
      await this.#releaseAll();
      await this.#leave(consumer, joining);
      this.#consumer = undefined;
      if (this.#isStopping) return;
      const { group } = this.options;
      this.log.error('kafka consumer failed, joins again', {
        group,
        error: messageOf(error),
        retryInMs: restartPauseMs,
      });
      await this.clock.sleep(restartPauseMs, signal);
    }
  }

  #makeConsumer(): Consumer {
    const consumer = this.kafka.consumer({
      groupId: this.options.group,
      sessionTimeout: this.#sessionMs,
      rebalanceTimeout: this.#sessionMs,
      heartbeatInterval: this.#sessionMs / 15,
      maxBytesPerPartition,
      maxWaitTimeInMs: maxWaitMs,
      allowAutoTopicCreation: false,
      partitionAssigners: [releasingFirst(() => this.#releaseAll())],
      // Its own way to start anew does not tell when it has given up its partitions.
      retry: { restartOnFailure: () => Promise.resolve(false) },
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.#take(payload.memberAssignment);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      this.#crash(payload.error);
    });
    return consumer;
  }

  async #join(consumer: Consumer): Promise<void> {
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        // Handlers run in the lanes, so that this only sorts messages into them.
        eachBatch: (payload) => {
          this.#sort(payload);
          return Promise.resolve();
        },
      });
    } catch (error) {
      this.#crash(error);
    }
  }

  /** A consumer that is still looking for its brokers is left to itself after a while, and closed when it has them. */
  async #leave(consumer: Consumer, joining: Promise<void>): Promise<void> {
    const left = joining
      .then(() => consumer.disconnect())
      .catch((error: unknown) => {
        this.log.warn('kafka consumer not closed cleanly', { group: this.options.group, error: messageOf(error) });
      });
    const waited = new AbortController();
    await Promise.race([left, this.clock.sleep(leaveBoundMs, waited.signal)]);
    waited.abort();
  }

  /** Runs before the client reads on: what was got stays paused until its lane is open. */
  #take(assignment: Readonly<Record<string, readonly number[]>>): void {
    if (this.#isStopping) return;
    const got = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    for (const at of got) this.pause(at);
    this.#startsAgain.clear();
    for (const at of got) this.#hold(at);
    this.#hasPartitions = true;
    this.log.info('kafka partitions got', { group: this.options.group, partitions: got.length });
  }

  #hold(at: TopicPartition): void {
    const { handler, maxWeight, weigh, maxWaitingBytes } = this.options;
    const limits = { maxWeight, weigh, maxWaitingBytes };
    const progress = new PartitionProgress(weigh);
    const kit = { feed: this, clock: this.clock, log: this.log };
    const key = keyOf(at);
    const lane = new PartitionLane(at, noting(progress, handler), limits, kit, this.#last.get(key)?.end());
    this.#last.set(key, lane);
    this.#held.set(key, { lane, progress });
  }

  async #reopen({ lane }: Held): Promise<void> {
    this.pause(lane.at);
    await lane.release(this.#sessionMs * releaseShare);
    if (this.#hasPartitions && this.#held.get(keyOf(lane.at))?.lane === lane) this.#hold(lane.at);
  }

  #sort(payload: EachBatchPayload): void {
    const { batch } = payload;
    const { topic, partition } = batch;
    const held = this.#held.get(keyOf({ topic, partition }));
    // Not resolved, so that it is read again when the partition has a lane, from where that begins.
    if (!held?.lane.isReading || payload.isStale()) return;
    const messages = batch.messages.map(({ offset, timestamp, value }) => ({
      topic,
      partition,
      offset: Number(offset),
      at: Number(timestamp),
      value: value ?? undefined,
    }));
    const [first] = messages;
    const key = keyOf({ topic, partition });
    if (first && !this.#startsAgain.has(key)) this.#startsAgain.set(key, first.offset - 1);
    held.progress.read(messages, Number(batch.highWatermark), this.clock.monotonic());
    held.lane.push(messages);
    payload.resolveOffset(batch.lastOffset());
  }

  async #releaseAll(): Promise<void> {
    this.#hasPartitions = false;
    const held = [...this.#held.values()];
    await Promise.all(held.map(({ lane }) => lane.release(this.#sessionMs * releaseShare)));
    // Only now: a lane commits while it is being released.
    for (const { lane } of held) {
      if (this.#held.get(keyOf(lane.at))?.lane === lane) this.#held.delete(keyOf(lane.at));
    }
  }
}

/** The handler, with note taken of how far it has come. */
function noting(progress: PartitionProgress, handler: LaneHandler): LaneHandler {
  return {
    open: async (at) => {
      const after = await handler.open(at);
      if (after !== undefined) progress.reach(after);
      return after;
    },
    handle: async (at, messages) => {
      await handler.handle(at, messages);
      progress.reach(messages.at(-1)?.offset ?? -1);
    },
    release: (at) => handler.release(at),
  };
}

/**
 * kafkajs says that a group changes, but waits for nobody before it joins anew. What it does wait for is the search for
 * the group's coordinator, with which every join begins; it hands the cluster that searches to whoever divides the
 * partitions. So the release goes in there.
 */
function releasingFirst(release: () => Promise<void>): PartitionAssigner {
  return (config) => {
    const { cluster } = config;
    const findGroupCoordinator = cluster.findGroupCoordinator.bind(cluster);
    cluster.findGroupCoordinator = async (group) => {
      await release();
      return findGroupCoordinator(group);
    };
    return kafkajs.PartitionAssigners.roundRobin(config);
  };
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${partition}/${topic}`;
}
