import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inspectCluster } from '../../src/adapters/kafka-client/inspect-cluster.js';
import type { KafkaConnection } from '../../src/adapters/kafka-client/kafka-connection.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { KafkaTelemetryBus } from '../../src/adapters/telemetry-bus/kafka/kafka-telemetry-bus.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import { eventually } from '../e2e/plenum-process.js';
import { KafkaCluster } from '../servers/kafka.js';
import { GlobalIds, Inbox, seriesNumbered } from './kafka-bus-rig.js';

const login = { username: 'plenum', password: 'correct-horse' };

/** Real: a broker that takes TLS connections only, and asks who calls. */
describe('a Kafka that encrypts and wants a login', () => {
  let cluster: KafkaCluster;
  let ca: string;

  beforeAll(async () => {
    cluster = await KafkaCluster.start(1, login);
    ca = readFileSync(cluster.authorityFile, 'utf8');
  });
  afterAll(() => cluster.stop());

  const connection = (over: Partial<KafkaConnection> = {}): KafkaConnection => ({
    brokers: cluster.addresses,
    clientId: 'plenum-test',
    tls: { ca },
    sasl: { mechanism: 'scram-sha-512', ...login },
    ...over,
  });

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)(
    'carries points for who logs in by %s',
    async (mechanism) => {
      const bus = await KafkaTelemetryBus.open({
        connection: connection({ sasl: { mechanism, ...login } }),
        topic: `points-${mechanism}`,
        partitions: 1,
        replicationFactor: 1,
        retentionMs: 3_600_000,
        clock: new SystemClock(),
        log: new RecordingLog(),
        seriesOf: seriesNumbered,
        resolveSeries: new GlobalIds().resolve,
      });
      try {
        const inbox = new Inbox();
        const consumption = await bus.consume('store', inbox, { maxPoints: 1_000 });
        await bus.publish(batchOf([{ seriesId: 1, at: 1_000, value: 21.5 }]));
        const rows = await eventually(
          () => Promise.resolve(inbox.rows),
          ({ length }) => length > 0,
        );
        expect(rows).toMatchObject([{ at: 1_000, value: 21.5 }]);
        await consumption.stop();
      } finally {
        await bus.close();
      }
    },
  );

  const refusal = (over: Partial<KafkaConnection>) =>
    inspectCluster(connection(over), new RecordingLog()).then(
      () => 'let in',
      (error: unknown) => error,
    );

  it('refuses a wrong password, in words that name the cause and hold no secret', async () => {
    const error = await refusal({ sasl: { mechanism: 'scram-sha-512', username: 'plenum', password: 'wrong-horse' } });
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringMatching(/authentication/i) as unknown });
    expect(String(error)).not.toContain('wrong-horse');
  });

  it('is not trusted when another authority signed its certificate', async () => {
    expect(await refusal({ tls: {} })).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/certificate/i) as unknown,
    });
  });
});
