import type { Log } from '../../ports/log.js';
import { type KafkaConnection, kafkaClient } from './kafka-connection.js';
import { unavailable } from './kafka-errors.js';

/** Somebody waits for the answer. */
const fewRetries = 2;

export interface ClusterState {
  readonly brokers: number;
  /** Those that exist. */
  readonly topics: readonly string[];
}

/** Looks at a cluster without changing anything. Rejects with `unavailable` when no broker answers. */
export async function inspectCluster(connection: KafkaConnection, log: Log): Promise<ClusterState> {
  const admin = kafkaClient(connection, log, fewRetries).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    return { brokers: brokers.length, topics: await admin.listTopics() };
  } catch (error) {
    throw unavailable(`at ${connection.brokers.join(', ')} cannot be used`, error);
  } finally {
    await admin.disconnect();
  }
}
