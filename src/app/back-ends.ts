import { PostgresAlertLog } from '../adapters/records/postgres/postgres-alert-log.js';
import { PostgresApiKeys } from '../adapters/records/postgres/postgres-api-keys.js';
import { PostgresAuditLog } from '../adapters/records/postgres/postgres-audit-log.js';
import type { Database } from '../adapters/records/postgres/database.js';
import { PostgresDeadLetters } from '../adapters/records/postgres/postgres-dead-letters.js';
import { PostgresDetectorOrders } from '../adapters/records/postgres/postgres-detector-orders.js';
import { PostgresDeviceLimits } from '../adapters/records/postgres/postgres-device-limits.js';
import { PostgresDiscoveredDevices } from '../adapters/records/postgres/postgres-discovered-devices.js';
import { PostgresForecastLog } from '../adapters/records/postgres/postgres-forecast-log.js';
import { PostgresIncidentDeliveries } from '../adapters/records/postgres/postgres-incident-deliveries.js';
import { PostgresIncidentLog } from '../adapters/records/postgres/postgres-incident-log.js';
import { PostgresNoticeDeliveries } from '../adapters/records/postgres/postgres-notice-deliveries.js';
import { PostgresQuietTimes } from '../adapters/records/postgres/postgres-quiet-times.js';
import { PostgresSeriesCatalogue } from '../adapters/records/postgres/postgres-series-catalogue.js';
import type { ReadinessCheck } from '../application/check-readiness.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { TelemetryBus } from '../ports/telemetry-bus.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { Closable } from './lifecycle.js';

/** Rejected pieces of input kept with their bytes; the counts go on beyond it. */
const deadLetterCapacity = 100_000;

/** Everything that is recorded in PostgreSQL, wherever that runs. */
export function recordsOn(database: Database) {
  return {
    seriesCatalogue: new PostgresSeriesCatalogue(database),
    alertLog: new PostgresAlertLog(database),
    incidentLog: new PostgresIncidentLog(database),
    noticeDeliveries: new PostgresNoticeDeliveries(database),
    quietTimes: new PostgresQuietTimes(database),
    incidentDeliveries: new PostgresIncidentDeliveries(database),
    deadLetters: new PostgresDeadLetters(database, { capacity: deadLetterCapacity }),
    apiKeys: new PostgresApiKeys(database),
    auditLog: new PostgresAuditLog(database),
    detectorOrders: new PostgresDetectorOrders(database),
    discoveredDevices: new PostgresDiscoveredDevices(database),
    deviceLimits: new PostgresDeviceLimits(database),
    forecastLog: new PostgresForecastLog(database),
  };
}

/** The opened back ends of a process that does everything itself, as its use cases are built on them. */
export interface BackEnds extends ReturnType<typeof recordsOn> {
  readonly bus: TelemetryBus;
  readonly store: TelemetryStore;
  readonly snapshots: StateSnapshots;
  readonly checks: readonly ReadinessCheck[];
  /** In the order in which they must be closed. */
  readonly closables: readonly Closable[];
}

/** Back ends as they are opened one after the other: when a later one cannot be, those before it are closed again. */
export class OpenedBackEnds {
  readonly #opened: Closable[] = [];

  /** Latest first: the order in which they must be closed. */
  get closables(): readonly Closable[] {
    return this.#opened;
  }

  keep<T extends { close(): Promise<void> }>(name: string, backEnd: T): T {
    this.#opened.unshift({ name, close: () => backEnd.close() });
    return backEnd;
  }

  /** What `open` gives; when it fails, closes everything kept before the failure rises. */
  async orCloseAll<T>(open: () => Promise<T>): Promise<T> {
    try {
      return await open();
    } catch (error) {
      for (const backEnd of this.#opened) await backEnd.close();
      throw error;
    }
  }
}
