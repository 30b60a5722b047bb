import { DataSource } from 'typeorm';
import type { Log } from '../../../ports/log.js';
import { asDomainError } from './database-errors.js';
import { openDataSource, openDataSourceAsFound, type RecordsConnection } from './data-source.js';
import { Database } from './database.js';
import { type PostgresServer, serverConnection } from './server-connection.js';

/** Any number that nothing else locks: "plenum" in letters of the telephone. */
const schemaLock = 753_686;

/** A single connection to the server, not yet connected, for work outside the pool. */
export function singleConnection(server: PostgresServer): DataSource {
  return new DataSource({
    ...serverConnection({ ...server, poolSize: 1 }),
    type: 'postgres',
    installExtensions: false,
  });
}

/**
 * The records on a PostgreSQL server, their schema up to date; of several processes that start at once one brings it
 * there. Connections that break are replaced: until then statements reject with `unavailable`.
 * @throws DomainError as `openDataSource`.
 */
export async function openServer(server: PostgresServer, log: Log): Promise<Database> {
  const turn = singleConnection(server);
  try {
    await turn.initialize();
    // Held as long as its connection, which the runner keeps.
    await turn.createQueryRunner().query('SELECT pg_advisory_lock($1)', [schemaLock]);
    return new Database(await openDataSource(pooled(server, log)));
  } catch (error) {
    throw asDomainError(error);
  } finally {
    if (turn.isInitialized) await turn.destroy();
  }
}

/**
 * The records on a server whose schema is the business of others: nothing of it is changed, and one that a newer Plenum
 * has added to will do.
 * @throws DomainError as `openDataSourceAsFound`.
 */
export async function openServerAsFound(server: PostgresServer, log: Log): Promise<Database> {
  return new Database(await openDataSourceAsFound(pooled(server, log)));
}

function pooled(server: PostgresServer, log: Log): RecordsConnection {
  const poolErrorHandler = (error: unknown) => log.warn('connection to PostgreSQL broke', { error: String(error) });
  return { ...serverConnection(server), poolErrorHandler };
}
