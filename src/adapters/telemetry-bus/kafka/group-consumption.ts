import type { Admin, Kafka } from 'kafkajs';
import { DomainError, messageOf } from '../../../domain/errors.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { Consumption, Delivery, PartitionHandler } from '../../../ports/telemetry-bus.js';
import { GroupMember } from '../../kafka-client/group-member.js';
import type { LaneHandler, TopicMessage, TopicPartition } from '../../kafka-client/partition-lane.js';
import { consumerGroup } from './consumer-group.js';
import type { IncomingSeries } from './incoming-series.js';
import { decodePoints, pointsIn } from './points-message.js';

const maxWaitingBytes = 2 << 20;
const endsIntervalMs = 5_000;

export interface GroupConsumptionOptions {
  readonly group: string;
  readonly topic: string;
  readonly handler: PartitionHandler;
  readonly maxPoints: number;
  readonly sessionMs?: number;
}

/** A group's consumption of the points' topic in this process. */
export class GroupConsumption implements Consumption, LaneHandler {
  readonly #abort = new AbortController();
  readonly #member: GroupMember;
  readonly #watching: Promise<void>;

  constructor(
    private readonly options: GroupConsumptionOptions,
    private readonly clients: { readonly kafka: Kafka; readonly admin: Admin },
    private readonly series: IncomingSeries,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    const { group, topic, maxPoints, sessionMs } = options;
    const weigh = ({ value }: TopicMessage) => (value ? pointsIn(value) : 0);
    this.#member = new GroupMember(
      clients.kafka,
      {
        group: consumerGroup(topic, group),
        topics: [topic],
        handler: this,
        maxWeight: maxPoints,
        weigh,
        maxWaitingBytes,
        ...(sessionMs !== undefined && { sessionMs }),
      },
      clock,
      log,
    );
    this.#watching = this.#watchEnds();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await Promise.all([this.#member.stop(), this.#watching]);
  }

  reopen(): Promise<void> {
    return this.#member.reopen();
  }

  commit(partition: number, offset: number): Promise<void> {
    return this.#member.commit({ topic: this.options.topic, partition }, offset);
  }

  get lag(): { messages: number; weight: number } {
    return this.#member.lag;
  }

  behindMs(partition: number): number {
    return this.#member.behindMs({ topic: this.options.topic, partition });
  }

  async open({ topic, partition }: TopicPartition): Promise<number | undefined> {
    const after = await this.options.handler.open(partition);
    if (after === undefined) return undefined;
    const ends = await this.clients.admin.fetchTopicOffsets(topic);
    const end = ends.find((place) => place.partition === partition);
    if (end && after >= Number(end.high)) throw behind({ topic, partition }, after, Number(end.high));
    if (end && after + 1 < Number(end.low)) {
      this.log.warn('kafka no longer holds all that a group asks for', { topic, partition, after, oldest: end.low });
      return Number(end.low) - 1;
    }
    return after;
  }

  async handle({ partition }: TopicPartition, messages: readonly TopicMessage[]): Promise<void> {
    const deliveries: Delivery[] = [];
    for (const message of messages) {
      const delivery = await this.#deliveryOf(message);
      if (delivery) deliveries.push(delivery);
    }
    if (deliveries.length > 0) await this.options.handler.handle(partition, deliveries);
  }

  release({ partition }: TopicPartition): Promise<void> {
    return this.options.handler.release(partition);
  }

  /** Undefined for what is no message of Plenum's; it is passed over and said in the log. */
  async #deliveryOf({ topic, partition, offset, value }: TopicMessage): Promise<Delivery | undefined> {
    const read = value ? decodePoints(value) : undefined;
    if (read?.kind === 'newer') throw newer({ topic, partition }, offset);
    const points = read?.kind === 'points' ? read.points : undefined;
    const ids = points && (await this.series.idsOf(points));
    if (!points || !ids) {
      this.log.error('kafka message is none of Plenum, passed over', { topic, partition, offset });
      return undefined;
    }
    const { length, at, values, places, scores } = points;
    const seriesIds = new Int32Array(length);
    for (let i = 0; i < length; i += 1) seriesIds[i] = ids[places[i] ?? 0] ?? 0;
    return { offset, batch: { length, at, values, seriesIds, ...(scores && { scores }) } };
  }

  /** Reading ahead pauses when a handler falls behind, so how far the topic reaches is asked for by itself. */
  async #watchEnds(): Promise<void> {
    const { signal } = this.#abort;
    const { topic } = this.options;
    for (;;) {
      await this.clock.sleep(endsIntervalMs, signal);
      if (signal.aborted) return;
      const askedAt = this.clock.monotonic();
      try {
        for (const { partition, high } of await this.clients.admin.fetchTopicOffsets(topic)) {
          this.#member.seeEnd({ topic, partition }, Number(high), askedAt);
        }
      } catch (error) {
        this.log.warn('kafka does not tell how far a topic reaches', { topic, error: messageOf(error) });
      }
    }
  }
}

/** Reading from here would skip what the group takes for done, and lose it silently. */
function behind({ topic, partition }: TopicPartition, after: number, end: number): DomainError {
  return new DomainError(
    'incompatible_data',
    `Offset ${after} of ${topic}/${partition} has been recorded, but the topic ends at ${end}: it is older than what ` +
      'was taken from it. Bring back the newer topic, or let the recorded positions be forgotten.',
    { details: { topic, partition, after, end } },
  );
}

function newer({ topic, partition }: TopicPartition, offset: number): DomainError {
  return new DomainError(
    'incompatible_data',
    `Message ${offset} of ${topic}/${partition} was written by a newer Plenum. Upgrade this process.`,
    { details: { topic, partition, offset } },
  );
}
