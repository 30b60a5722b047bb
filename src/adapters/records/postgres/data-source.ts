import { DataSource, type DataSourceOptions } from 'typeorm';
import { CreateRecords1764000000000 } from '../../../../migrations/1764000000000-create-records.js';
import { TellEscalations1764100000000 } from '../../../../migrations/1764100000000-tell-escalations.js';
import { ShareBetweenProcesses1765000000000 } from '../../../../migrations/1765000000000-share-between-processes.js';
import { NoticeDeliveries1765200000000 } from '../../../../migrations/1765200000000-notice-deliveries.js';
import { Incidents1766000000000 } from '../../../../migrations/1766000000000-incidents.js';
import { DomainError } from '../../../domain/errors.js';
import { asDomainError } from './database-errors.js';

/** Every migration, oldest first. Append only: a released one is never changed. */
const migrations = [
  CreateRecords1764000000000,
  TellEscalations1764100000000,
  ShareBetweenProcesses1765000000000,
  NoticeDeliveries1765200000000,
  Incidents1766000000000,
];

export type RecordsConnection = Omit<Extract<DataSourceOptions, { type: 'postgres' }>, 'type' | 'migrations'>;

/**
 * Connects to PostgreSQL and brings the schema up to date.
 * @throws DomainError `unavailable` (retriable) when it does not answer, `incompatible_data` when a newer Plenum has
 * changed the schema.
 */
export async function openDataSource(connection: RecordsConnection): Promise<DataSource> {
  const dataSource = new DataSource({
    ...connection,
    type: 'postgres',
    migrations,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
  });
  try {
    await dataSource.initialize();
    await refuseNewerSchema(dataSource);
    await dataSource.runMigrations();
    return dataSource;
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw asDomainError(error);
  }
}

async function refuseNewerSchema(dataSource: DataSource): Promise<void> {
  const [table] = await dataSource.query<{ name: string | null }[]>(
    `SELECT to_regclass('schema_migrations')::text AS name`,
  );
  if (!table?.name) return;
  const applied = await dataSource.query<{ name: string }[]>('SELECT name FROM schema_migrations ORDER BY id');
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = applied.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new DomainError(
    'incompatible_data',
    `A newer Plenum has changed the schema of the records in ${where(dataSource)} (${unknown.join(', ')}). Start that release or a later one.`,
    { details: { unknown } },
  );
}

function where({ options }: DataSource): string {
  const host = 'host' in options && typeof options.host === 'string' ? ` on ${options.host}` : '';
  return `database ${String(options.database)}${host}`;
}
