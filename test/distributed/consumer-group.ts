import { kafkaClient } from '../../src/adapters/kafka-client/kafka-connection.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { eventually } from '../e2e/plenum-process.js';
import type { KafkaCluster } from '../servers/kafka.js';

/** Resolves when the group consists of so many processes that have divided the partitions among them. */
export async function untilGroupHas(kafka: KafkaCluster, group: string, members: number): Promise<void> {
  const admin = kafkaClient({ brokers: kafka.addresses, clientId: 'plenum-test' }, new RecordingLog()).admin();
  await admin.connect();
  try {
    await eventually(
      async () => {
        const { groups } = await admin.describeGroups([group]);
        return groups.map(({ state, members: those }) => ({ state, members: those.length }));
      },
      ([found]) => found?.state === 'Stable' && found.members === members,
    );
  } finally {
    await admin.disconnect();
  }
}
