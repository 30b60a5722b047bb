import { describeRecordsContracts } from '../../../../test/records/records-contracts.js';
import { onEveryDatabase } from '../../../../test/records/databases.js';

onEveryDatabase(describeRecordsContracts);
