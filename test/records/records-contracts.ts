import type { Database } from '../../src/adapters/records/postgres/database.js';
import { PostgresAlertLog } from '../../src/adapters/records/postgres/postgres-alert-log.js';
import { PostgresApiKeys } from '../../src/adapters/records/postgres/postgres-api-keys.js';
import { PostgresAuditLog } from '../../src/adapters/records/postgres/postgres-audit-log.js';
import { PostgresDeadLetters } from '../../src/adapters/records/postgres/postgres-dead-letters.js';
import { PostgresDetectorOrders } from '../../src/adapters/records/postgres/postgres-detector-orders.js';
import { PostgresDeviceLimits } from '../../src/adapters/records/postgres/postgres-device-limits.js';
import { PostgresDiscoveredDevices } from '../../src/adapters/records/postgres/postgres-discovered-devices.js';
import { PostgresForecastLog } from '../../src/adapters/records/postgres/postgres-forecast-log.js';
import { PostgresIncidentDeliveries } from '../../src/adapters/records/postgres/postgres-incident-deliveries.js';
import { PostgresIncidentLog } from '../../src/adapters/records/postgres/postgres-incident-log.js';
import { PostgresLeases } from '../../src/adapters/records/postgres/postgres-leases.js';
import { PostgresNoticeDeliveries } from '../../src/adapters/records/postgres/postgres-notice-deliveries.js';
import { PostgresQuietTimes } from '../../src/adapters/records/postgres/postgres-quiet-times.js';
import { PostgresSeriesCatalogue } from '../../src/adapters/records/postgres/postgres-series-catalogue.js';
import { PostgresStateSnapshots } from '../../src/adapters/records/postgres/postgres-state-snapshots.js';
import { describeAlertLogContract } from '../contracts/alert-log.contract.js';
import { describeApiKeysContract } from '../contracts/api-keys.contract.js';
import { describeAuditLogContract } from '../contracts/audit-log.contract.js';
import { describeDeadLettersContract } from '../contracts/dead-letters.contract.js';
import { describeDetectorOrdersContract } from '../contracts/detector-orders.contract.js';
import { describeDeviceLimitsContract } from '../contracts/device-limits.contract.js';
import { describeDiscoveredDevicesContract } from '../contracts/discovered-devices.contract.js';
import { describeForecastLogContract } from '../contracts/forecast-log.contract.js';
import { describeIncidentDeliveries } from '../contracts/incident-deliveries.contract.js';
import { describeIncidentLogContract } from '../contracts/incident-log.contract.js';
import { describeLeases } from '../contracts/leases.contract.js';
import { describeNoticeDeliveries } from '../contracts/notice-deliveries.contract.js';
import { describeQuietTimes } from '../contracts/quiet-times.contract.js';
import { describeSeriesCatalogueContract } from '../contracts/series-catalogue.contract.js';
import { describeStateSnapshots } from '../contracts/state-snapshots.contract.js';

/** The contracts of everything that is kept in PostgreSQL. */
export function describeRecordsContracts(emptied: () => Promise<Database>): void {
  describeSeriesCatalogueContract('PostgreSQL', async () => new PostgresSeriesCatalogue(await emptied()));
  describeAlertLogContract('PostgreSQL', async () => new PostgresAlertLog(await emptied()));
  describeIncidentLogContract('PostgreSQL', async () => {
    const database = await emptied();
    return { alertLog: new PostgresAlertLog(database), incidentLog: new PostgresIncidentLog(database) };
  });
  describeNoticeDeliveries('PostgreSQL', async () => {
    const database = await emptied();
    return { alertLog: new PostgresAlertLog(database), deliveries: new PostgresNoticeDeliveries(database) };
  });
  describeQuietTimes('PostgreSQL', async () => new PostgresQuietTimes(await emptied()));
  describeIncidentDeliveries('PostgreSQL', async () => {
    const database = await emptied();
    const incidentLog = new PostgresIncidentLog(database);
    return { incidentLog, deliveries: new PostgresIncidentDeliveries(database) };
  });
  describeDeadLettersContract('PostgreSQL', async (capacity) => new PostgresDeadLetters(await emptied(), { capacity }));
  describeApiKeysContract('PostgreSQL', async () => new PostgresApiKeys(await emptied()));
  describeAuditLogContract('PostgreSQL', async () => new PostgresAuditLog(await emptied()));
  describeDetectorOrdersContract('PostgreSQL', async () => new PostgresDetectorOrders(await emptied()));
  describeDiscoveredDevicesContract('PostgreSQL', async () => new PostgresDiscoveredDevices(await emptied()));
  describeDeviceLimitsContract('PostgreSQL', async () => new PostgresDeviceLimits(await emptied()));
  describeForecastLogContract('PostgreSQL', async () => new PostgresForecastLog(await emptied()));
  describeLeases('PostgreSQL', async () => new PostgresLeases(await emptied()));
  describeStateSnapshots('PostgreSQL', async () => snapshotsIn(await emptied()));
}

function snapshotsIn(database: Database) {
  return {
    open: () => new PostgresStateSnapshots(database),
    damage: async (name: string, at: number) => {
      await database.query(
        `UPDATE state_snapshots
         SET bytes = set_byte(bytes, place, get_byte(bytes, place) # 1)
         FROM (SELECT CASE WHEN $2::int < 0 THEN length(bytes) + $2::int ELSE $2::int END AS place
               FROM state_snapshots WHERE name = $1) AS chosen
         WHERE name = $1`,
        [name, at],
      );
    },
    dispose: () => Promise.resolve(),
  };
}
