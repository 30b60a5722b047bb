import { afterAll, beforeAll } from '@jest/globals';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { KafkaTelemetryBus } from '../../src/adapters/telemetry-bus/kafka/kafka-telemetry-bus.js';
import { busSeries, describeTelemetryBus, type TelemetryBusUnderTest } from '../contracts/telemetry-bus.contract.js';
import { describeBusMembers } from '../contracts/telemetry-bus-members.contract.js';
import { KafkaCluster } from '../servers/kafka.js';

let cluster: KafkaCluster;
let topics = 0;

beforeAll(async () => {
  cluster = await KafkaCluster.start();
});
afterAll(async () => {
  await cluster.stop();
});

/** A topic for each test. */
const prepare = (): Promise<TelemetryBusUnderTest> => {
  topics += 1;
  const topic = `contract-${topics}`;
  return Promise.resolve({
    open: (clock) =>
      KafkaTelemetryBus.open({
        connection: { brokers: cluster.addresses, clientId: 'plenum-test' },
        topic,
        partitions: 4,
        replicationFactor: 1,
        retentionMs: 3_600_000,
        clock,
        log: new RecordingLog(),
        seriesOf: (id) => busSeries[id - 1],
        resolveSeries: (series) =>
          Promise.resolve(series.map(({ assetId }) => busSeries.find((known) => known.assetId === assetId)!)),
      }),
    dispose: () => Promise.resolve(),
  });
};

/** A real broker. */
describeTelemetryBus('Kafka', prepare);
describeBusMembers('Kafka', prepare);
