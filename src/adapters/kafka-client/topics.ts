import { setTimeout as pause } from 'node:timers/promises';
import type { Admin, ITopicMetadata } from 'kafkajs';
import { DomainError } from '../../domain/errors.js';
import type { Log } from '../../ports/log.js';

export interface TopicPlan {
  readonly topic: string;
  /** Only for a topic that is made now. More of them later would send assets elsewhere in the middle of their history. */
  readonly partitions: number;
  /** Copies of each partition, at most one per broker. */
  readonly replicationFactor: number;
  /** Further settings of the topic, such as `retention.ms`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const mostAttempts = 100;
const attemptPauseMs = 100;

/** Makes the topics that are missing, and tells how many partitions each has. Several processes may do so at once. */
export async function ensureTopics(admin: Admin, plans: readonly TopicPlan[], log: Log): Promise<Map<string, number>> {
  const existing = new Set(await admin.listTopics());
  const missing = plans.filter(({ topic }) => !existing.has(topic));
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster();
    await admin.createTopics({
      // Its wait fails when another process makes the same topic at the same moment; `described` waits instead.
      waitForLeaders: false,
      topics: missing.map(({ topic, partitions, replicationFactor, settings = {} }) => ({
        topic,
        numPartitions: partitions,
        replicationFactor: Math.min(replicationFactor, brokers.length),
        configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
      })),
    });
    log.info('kafka topics made', { topics: missing.map(({ topic }) => topic) });
  }
  const topics = await described(
    admin,
    plans.map(({ topic }) => topic),
  );
  return new Map(plans.map(({ topic }) => [topic, partitionsOf(topic, topics)]));
}

/** Waits for topics made a moment ago, here or by another process, until each partition has a leader that answers. */
async function described(admin: Admin, names: string[]): Promise<readonly ITopicMetadata[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      if (attempt === mostAttempts) return topics;
      if (topics.every(hasLeaders)) {
        // A leader that is named may not know it yet, and refuses; a consumer that meets this joins its group once more.
        for (const name of names) await admin.fetchTopicOffsets(name);
        return topics;
      }
    } catch (error) {
      if (attempt === mostAttempts) throw error;
    }
    await pause(attemptPauseMs);
  }
}

function hasLeaders({ partitions }: ITopicMetadata): boolean {
  return partitions.length > 0 && partitions.every(({ leader }) => leader >= 0);
}

function partitionsOf(topic: string, topics: readonly ITopicMetadata[]): number {
  const partitions = topics.find(({ name }) => name === topic)?.partitions.length ?? 0;
  if (partitions > 0) return partitions;
  throw new DomainError('unavailable', `The Kafka topic ${topic} has no partitions yet.`, { retriable: true });
}
