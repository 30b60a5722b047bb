import { join } from 'node:path';
import { EmbeddedRecords } from '../adapters/records/embedded/embedded-records.js';
import { RecordsUpkeep } from '../adapters/records/embedded/records-upkeep.js';
import { PostgresAlertLog } from '../adapters/records/postgres/postgres-alert-log.js';
import { PostgresApiKeys } from '../adapters/records/postgres/postgres-api-keys.js';
import { PostgresAuditLog } from '../adapters/records/postgres/postgres-audit-log.js';
import { PostgresDeadLetters } from '../adapters/records/postgres/postgres-dead-letters.js';
import { PostgresDiscoveredDevices } from '../adapters/records/postgres/postgres-discovered-devices.js';
import { PostgresSeriesCatalogue } from '../adapters/records/postgres/postgres-series-catalogue.js';
import { FileStateSnapshots } from '../adapters/state-snapshots/file/file-state-snapshots.js';
import { openDataFolder } from '../adapters/system/data-folder.js';
import { InProcessTelemetryBus } from '../adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { DuckDbTelemetryStore } from '../adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import type { ReadinessCheck } from '../application/check-readiness.js';
import type { Config } from '../config/config.js';
import type { Loop } from '../ports/loop.js';
import type { Closable } from './lifecycle.js';
import type { Kit } from './kit.js';

export type BackEnds = Awaited<ReturnType<typeof openEmbeddedBackEnds>>;

/** Rejected pieces of input kept with their bytes; the counts go on beyond it. */
const deadLetterCapacity = 100_000;
const upkeepIntervalMs = 300_000;

/**
 * Opens everything of embedded mode that lives in the data folder, oldest dependency first. When one cannot be opened,
 * those before it are closed again and the reason rises.
 */
export async function openEmbeddedBackEnds(config: Config, kit: Kit) {
  const dataDir = openDataFolder(config.dataDir);
  const opened: Closable[] = [];
  const keep = <T extends { close(): Promise<void> }>(name: string, backEnd: T): T => {
    opened.unshift({ name, close: () => backEnd.close() });
    return backEnd;
  };
  try {
    const [store, records] = await settled(
      DuckDbTelemetryStore.open({
        dir: join(dataDir, 'telemetry'),
        clock: kit.clock,
        memoryLimitBytes: config.store.memoryMb * 2 ** 20,
      }).then((backEnd) => keep('telemetry store', backEnd)),
      EmbeddedRecords.open(dataDir).then((backEnd) => keep('records', backEnd)),
    );
    const bus = keep(
      'telemetry bus',
      await InProcessTelemetryBus.open({
        dir: join(dataDir, 'bus'),
        groups: ['store', 'score'],
        clock: kit.clock,
        log: kit.log,
        maxBytes: config.bus.maxBytes,
      }),
    );
    const { database } = records;
    const checks: readonly ReadinessCheck[] = [
      { name: 'telemetry store', check: () => store.check() },
      { name: 'records', check: () => database.check() },
    ];
    const loops: readonly Loop[] = [new RecordsUpkeep(records, kit.clock, kit.log, { intervalMs: upkeepIntervalMs })];
    return {
      bus,
      store,
      snapshots: new FileStateSnapshots(join(dataDir, 'state')),
      seriesCatalogue: new PostgresSeriesCatalogue(database),
      alertLog: new PostgresAlertLog(database),
      deadLetters: new PostgresDeadLetters(database, { capacity: deadLetterCapacity }),
      apiKeys: new PostgresApiKeys(database),
      auditLog: new PostgresAuditLog(database),
      discoveredDevices: new PostgresDiscoveredDevices(database),
      checks,
      loops,
      /** In the order in which they must be closed. */
      closables: opened as readonly Closable[],
    };
  } catch (error) {
    for (const backEnd of opened) await backEnd.close();
    throw error;
  }
}

/** Both results; when one fails, waits for the other before the failure rises, so that nothing is left half open. */
async function settled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}
