import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.js';
import { type BrokerLogin, KafkaBroker } from './kafka-broker.js';
import { kafkaClassPath } from './kafka-jars.js';
import { makeCertificates } from './test-authority.js';

/** A real Kafka cluster of one broker or several, in a temporary folder and on free ports of the loopback. */
export class KafkaCluster {
  private constructor(
    readonly brokers: readonly KafkaBroker[],
    readonly classPath: string,
    private readonly dir: string,
  ) {}

  /**
   * Resolves when every broker runs: some ten seconds for one, twenty for three. With a login they take TLS connections of
   * this user only.
   */
  static async start(count: 1 | 3 = 1, login?: BrokerLogin): Promise<KafkaCluster> {
    const [classPath, dir] = await Promise.all([kafkaClassPath(), mkdtemp(join(tmpdir(), 'plenum-kafka-'))]);
    if (login) makeCertificates(dir);
    const ports = await freePorts(count * 2);
    const places = Array.from({ length: count }, (_, i) => ({
      nodeId: i + 1,
      dir: join(dir, `broker-${i + 1}`),
      port: ports[i * 2]!,
      controllerPort: ports[i * 2 + 1]!,
      ...(login && { guard: { ...login, certificatesDir: dir } }),
    }));
    const brokers = await Promise.all(places.map((place) => KafkaBroker.prepare(place, places, classPath)));
    const cluster = new KafkaCluster(brokers, classPath, dir);
    try {
      await Promise.all(brokers.map((broker) => broker.start()));
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** `host:port` of every broker. */
  get addresses(): string[] {
    return this.brokers.map(({ address }) => address);
  }

  /** PEM file of the authority that signed the certificates of a cluster with a login. */
  get authorityFile(): string {
    return join(this.dir, 'ca.crt');
  }

  async stop(): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.stop()));
    await rm(this.dir, { recursive: true, force: true });
  }
}
