import { DataSource, type DataSourceOptions } from 'typeorm';
import { asDomainError } from './database-errors.js';
import { migrations, migrationsTable, refuseNewerSchema, refuseOlderSchema } from './schema.js';

export type RecordsConnection = Omit<Extract<DataSourceOptions, { type: 'postgres' }>, 'type' | 'migrations'>;

/**
 * Connects to PostgreSQL and brings the schema up to date.
 * @throws DomainError `unavailable` (retriable) when it does not answer, `incompatible_data` when a newer Plenum has
 * changed the schema.
 */
export function openDataSource(connection: RecordsConnection): Promise<DataSource> {
  return connected(connection, async (dataSource) => {
    await refuseNewerSchema(dataSource);
    await dataSource.runMigrations();
  });
}

/**
 * Connects to PostgreSQL as a guest, who changes nothing of the schema.
 * @throws DomainError `unavailable` (retriable) when it does not answer, `incompatible_data` when the schema is older than
 * this Plenum needs.
 */
export function openDataSourceAsFound(connection: RecordsConnection): Promise<DataSource> {
  return connected(connection, refuseOlderSchema);
}

async function connected(
  connection: RecordsConnection,
  prepare: (dataSource: DataSource) => Promise<void>,
): Promise<DataSource> {
  const dataSource = new DataSource({
    ...connection,
    type: 'postgres',
    migrations,
    migrationsTableName: migrationsTable,
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
  });
  try {
    await dataSource.initialize();
    await prepare(dataSource);
    return dataSource;
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw asDomainError(error);
  }
}
