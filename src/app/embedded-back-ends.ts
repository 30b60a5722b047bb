import { join } from 'node:path';
import { EmbeddedRecords } from '../adapters/records/embedded/embedded-records.js';
import { RecordsUpkeep } from '../adapters/records/embedded/records-upkeep.js';
import { FileStateSnapshots } from '../adapters/state-snapshots/file/file-state-snapshots.js';
import { openDataFolder } from '../adapters/system/data-folder.js';
import { InProcessTelemetryBus } from '../adapters/telemetry-bus/in-process/in-process-telemetry-bus.js';
import { DuckDbTelemetryStore } from '../adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import type { EmbeddedConfig } from '../config/embedded-config.js';
import type { Loop } from '../ports/loop.js';
import { type BackEnds, OpenedBackEnds, recordsOn } from './back-ends.js';
import type { Kit } from './kit.js';

const upkeepIntervalMs = 300_000;

export interface EmbeddedBackEnds extends BackEnds {
  /** What looks after them while the service runs. */
  readonly loops: readonly Loop[];
}

/**
 * Opens everything of embedded mode that lives in the data folder, oldest dependency first. When one cannot be opened,
 * those before it are closed again and the reason rises.
 */
export function openEmbeddedBackEnds(config: EmbeddedConfig, kit: Kit): Promise<EmbeddedBackEnds> {
  const dataDir = openDataFolder(config.dataDir);
  const opened = new OpenedBackEnds();
  return opened.orCloseAll(async () => {
    const [store, records] = await settled(
      DuckDbTelemetryStore.open({
        dir: join(dataDir, 'telemetry'),
        clock: kit.clock,
        memoryLimitBytes: config.store.memoryMb * 2 ** 20,
      }).then((backEnd) => opened.keep('telemetry store', backEnd)),
      EmbeddedRecords.open(dataDir).then((backEnd) => opened.keep('records', backEnd)),
    );
    const bus = opened.keep(
      'telemetry bus',
      await InProcessTelemetryBus.open({
        dir: join(dataDir, 'bus'),
        groups: ['store', 'score', 'count', 'derive'],
        clock: kit.clock,
        log: kit.log,
        maxBytes: config.bus.maxBytes,
      }),
    );
    const { database } = records;
    return {
      bus,
      store,
      snapshots: new FileStateSnapshots(join(dataDir, 'state')),
      ...recordsOn(database),
      checks: [
        { name: 'telemetry store', check: () => store.check() },
        { name: 'records', check: () => database.check() },
      ],
      loops: [new RecordsUpkeep(records, kit.clock, kit.log, { intervalMs: upkeepIntervalMs })],
      closables: opened.closables,
    };
  });
}

/** Both results; when one fails, waits for the other before the failure rises, so that nothing is left half open. */
async function settled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}
