import { openServer } from '../adapters/records/postgres/open-server.js';
import { PostgresLeases } from '../adapters/records/postgres/postgres-leases.js';
import { PostgresStateSnapshots } from '../adapters/records/postgres/postgres-state-snapshots.js';
import { KafkaTelemetryBus } from '../adapters/telemetry-bus/kafka/kafka-telemetry-bus.js';
import { KafkaTelemetryTopics } from '../adapters/telemetry-sources/kafka/kafka-telemetry-topics.js';
import { InfluxAssetDirectory } from '../adapters/telemetry-store/influx/influx-asset-directory.js';
import { InfluxTelemetryStore } from '../adapters/telemetry-store/influx/influx-telemetry-store.js';
import type { ReadinessCheck } from '../application/check-readiness.js';
import type { DistributedConfig } from '../config/distributed-config.js';
import type { ProcessRole } from '../config/process-roles.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { OpenedBackEnds, recordsOn } from './back-ends.js';
import { kafkaConnectionOf } from './kafka-connection.js';
import type { Kit } from './kit.js';

/** Consumer group of the topics that telemetry is read from. */
const intakeGroup = 'plenum-intake';

export type DistributedBackEnds = Awaited<ReturnType<typeof openDistributedBackEnds>>;

/**
 * Opens the back ends that the roles of this process need: PostgreSQL and Kafka always, InfluxDB for all roles but `ingest`,
 * the topics of telemetry for role `ingest`. When one cannot be opened, the others are closed again and the reason rises.
 */
export function openDistributedBackEnds(config: DistributedConfig, kit: Kit) {
  const opened = new OpenedBackEnds();
  return opened.orCloseAll(async () => {
    const database = opened.keep('records', await openServer(config.postgres, kit.log));
    const records = recordsOn(database);
    /** With the ids of the catalogue, which mean the same in every process. */
    const registry = new SeriesRegistry();
    registry.load(await records.seriesCatalogue.load());
    /** With ids of this process, for what it takes in: intake waits for nobody to hand out ids. */
    const intakeRegistry = new SeriesRegistry();

    const store = await openStore(config, kit, registry);
    if (store) opened.keep('telemetry store', store);
    const assets = store && openAssetDirectory(config, kit);
    const bus = opened.keep(
      'telemetry bus',
      await KafkaTelemetryBus.open({
        connection: kafkaConnectionOf(config),
        topic: config.kafka.pointsTopic,
        partitions: config.kafka.partitions,
        replicationFactor: config.kafka.replication,
        retentionMs: config.kafka.retentionMs,
        clock: kit.clock,
        log: kit.log,
        seriesOf: (id) => intakeRegistry.byId(id),
        resolveSeries: async (series) => {
          const resolved = await records.seriesCatalogue.resolve(series);
          registry.load(resolved);
          return resolved;
        },
      }),
    );
    const topics = config.roles.has('ingest')
      ? opened.keep('telemetry topics', await openTopics(config, kit))
      : undefined;

    const checks: readonly ReadinessCheck[] = [
      { name: 'records', check: () => database.check() },
      { name: 'telemetry bus', check: () => bus.check() },
      ...(store ? [{ name: 'telemetry store', check: () => store.check() }] : []),
    ];
    return {
      ...records,
      registry,
      intakeRegistry,
      bus,
      store,
      assets,
      topics,
      snapshots: new PostgresStateSnapshots(database),
      leases: new PostgresLeases(database),
      checks,
      /** In the order in which they must be closed. */
      closables: opened.closables,
    };
  });
}

function openStore({ influx, roles }: DistributedConfig, { clock, metrics, log }: Kit, registry: SeriesRegistry) {
  if (!influx || !readsOrWritesTelemetry(roles)) return Promise.resolve(undefined);
  const { bucket, gzip, ...server } = influx;
  return InfluxTelemetryStore.open({ server, bucket, gzip }, { registry, clock, metrics, log });
}

function openAssetDirectory({ influx }: DistributedConfig, { clock }: Kit) {
  if (!influx) return undefined;
  const { bucket, url, org, token } = influx;
  return new InfluxAssetDirectory({ server: { url, org, token }, bucket }, clock);
}

function openTopics(config: DistributedConfig, { clock, log }: Kit): Promise<KafkaTelemetryTopics> {
  return KafkaTelemetryTopics.open({
    connection: kafkaConnectionOf(config),
    group: intakeGroup,
    topics: config.kafka.topics.map(({ topic }) => topic),
    deadLetterTopic: config.kafka.deadLettersTopic,
    partitions: config.kafka.partitions,
    replicationFactor: config.kafka.replication,
    clock,
    log,
  });
}

function readsOrWritesTelemetry(roles: ReadonlySet<ProcessRole>): boolean {
  return [...roles].some((role) => role !== 'ingest');
}
