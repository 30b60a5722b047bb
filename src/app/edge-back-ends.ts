import { join } from 'node:path';
import { EmbeddedRecords } from '../adapters/records/embedded/embedded-records.js';
import { RecordsUpkeep } from '../adapters/records/embedded/records-upkeep.js';
import { openServerAsFound } from '../adapters/records/postgres/open-server.js';
import { FileStateSnapshots } from '../adapters/state-snapshots/file/file-state-snapshots.js';
import { openDataFolder } from '../adapters/system/data-folder.js';
import { InProcessTelemetryBus } from '../adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { KafkaTelemetryBus } from '../adapters/telemetry-bus/kafka/kafka-telemetry-bus.js';
import { FORWARD_GROUP } from '../application/forward-telemetry.js';
import type { EdgeConfig } from '../config/edge-config.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { OpenedBackEnds, recordsOn } from './back-ends.js';
import { kafkaConnectionOf } from './kafka-connection.js';
import type { Kit } from './kit.js';
import { OpenedOnDemand } from './opened-on-demand.js';

const upkeepIntervalMs = 300_000;
const mebibyte = 2 ** 20;
/** Scoring keeps up with intake unless the outbox is full, and then intake is refused: this is never reached. */
const busMaxBytes = 256 * mebibyte;
/** A fraction of what the logs keep in memory elsewhere, and segments that are soon forwarded and deleted. */
const smallLog = { recentBytes: 4 * mebibyte, maxWaitingBytes: 16 * mebibyte, segmentBytes: 8 * mebibyte };

export type EdgeBackEnds = Awaited<ReturnType<typeof openEdgeBackEnds>>;

/**
 * Opens what lives in the data folder of an edge, and prepares the connections to the central Kafka and PostgreSQL, which
 * may be out of reach. When a part of the folder cannot be opened, the others are closed again and the reason rises.
 */
export function openEdgeBackEnds(config: EdgeConfig, kit: Kit) {
  const { clock, log } = kit;
  const dataDir = openDataFolder(config.dataDir);
  const opened = new OpenedBackEnds();
  return opened.orCloseAll(async () => {
    const embedded = opened.keep('records', await EmbeddedRecords.open(dataDir));
    const records = recordsOn(embedded.database);
    const registry = new SeriesRegistry();
    registry.load(await records.seriesCatalogue.load());

    const openLog = (name: string, group: string, maxBytes: number) =>
      InProcessTelemetryBus.open({ dir: join(dataDir, name), groups: [group], clock, log, maxBytes, ...smallLog });
    const bus = opened.keep('telemetry bus', await openLog('bus', 'score', busMaxBytes));
    const outbox = opened.keep('outbox', await openLog('outbox', FORWARD_GROUP, config.outbox.maxBytes));
    const central = openCentral(config, kit, registry);
    opened.keep('central telemetry bus', central.bus);
    opened.keep('central records', central.records);
    return {
      ...records,
      registry,
      bus,
      outbox,
      central,
      snapshots: new FileStateSnapshots(join(dataDir, 'state')),
      checks: [
        { name: 'records', check: () => embedded.database.check() },
        { name: 'telemetry bus', check: () => bus.check() },
        { name: 'outbox', check: () => outbox.check() },
      ],
      loops: [new RecordsUpkeep(embedded, clock, log, { intervalMs: upkeepIntervalMs })],
      /** In the order in which they must be closed. */
      closables: opened.closables,
    };
  });
}

/** The servers of the central Plenum, each opened when it is first needed. */
function openCentral(config: EdgeConfig, { clock, log }: Kit, registry: SeriesRegistry) {
  const { pointsTopic: topic, partitions, replication: replicationFactor, retentionMs } = config.kafka;
  const openBus = () =>
    KafkaTelemetryBus.open({
      connection: kafkaConnectionOf(config),
      topic,
      partitions,
      replicationFactor,
      retentionMs,
      clock,
      log,
      seriesOf: (id) => registry.byId(id),
      resolveSeries: () => Promise.reject(new Error('BUG: an edge reads nothing from the central bus')),
    });
  const openRecords = async () => {
    const database = await openServerAsFound(config.postgres, log);
    return { ...recordsOn(database), close: () => database.close() };
  };
  return { bus: new OpenedOnDemand(openBus, clock), records: new OpenedOnDemand(openRecords, clock) };
}
