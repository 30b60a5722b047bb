import { describeAlertLogContract } from '../../../../test/contracts/alert-log.contract.js';
import { describeApiKeysContract } from '../../../../test/contracts/api-keys.contract.js';
import { describeAuditLogContract } from '../../../../test/contracts/audit-log.contract.js';
import { describeDeadLettersContract } from '../../../../test/contracts/dead-letters.contract.js';
import { describeDiscoveredDevicesContract } from '../../../../test/contracts/discovered-devices.contract.js';
import { describeSeriesCatalogueContract } from '../../../../test/contracts/series-catalogue.contract.js';
import { onEveryDatabase } from '../../../../test/records/databases.js';
import { PostgresAlertLog } from './postgres-alert-log.js';
import { PostgresApiKeys } from './postgres-api-keys.js';
import { PostgresAuditLog } from './postgres-audit-log.js';
import { PostgresDeadLetters } from './postgres-dead-letters.js';
import { PostgresDiscoveredDevices } from './postgres-discovered-devices.js';
import { PostgresSeriesCatalogue } from './postgres-series-catalogue.js';

onEveryDatabase((emptied) => {
  describeSeriesCatalogueContract('PostgreSQL', async () => new PostgresSeriesCatalogue(await emptied()));
  describeAlertLogContract('PostgreSQL', async () => new PostgresAlertLog(await emptied()));
  describeDeadLettersContract('PostgreSQL', async (capacity) => new PostgresDeadLetters(await emptied(), { capacity }));
  describeApiKeysContract('PostgreSQL', async () => new PostgresApiKeys(await emptied()));
  describeAuditLogContract('PostgreSQL', async () => new PostgresAuditLog(await emptied()));
  describeDiscoveredDevicesContract('PostgreSQL', async () => new PostgresDiscoveredDevices(await emptied()));
});
