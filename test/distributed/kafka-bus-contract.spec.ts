import { afterAll, beforeAll } from '@jest/globals';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { KafkaTelemetryBus } from '../../src/adapters/telemetry-bus/kafka/kafka-telemetry-bus.js';
import { busSeries, describeTelemetryBus } from '../contracts/telemetry-bus.contract.js';
import { KafkaCluster } from '../servers/kafka.js';

let cluster: KafkaCluster;
let topics = 0;

beforeAll(async () => {
  cluster = await KafkaCluster.start();
}, 120_000);
afterAll(async () => {
  await cluster.stop();
});

/** A real broker, and a topic for each test. */
describeTelemetryBus(
  'Kafka',
  () => {
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
  },
  { members: 2 },
);
