import { asDomainError } from './database-errors.js';
import { singleConnection } from './open-server.js';
import { type SchemaDifference, schemaDifference } from './schema.js';
import type { PostgresServer } from './server-connection.js';

export interface PostgresState {
  readonly version: string;
  /** Whether Plenum's tables are there. */
  readonly isUsed: boolean;
  readonly mayCreateTables: boolean;
  readonly schema: SchemaDifference;
  /** The server's clock, epoch ms. */
  readonly nowMs: number;
}

const inspection = `
  SELECT current_setting('server_version') AS version,
         to_regclass('schema_migrations') IS NOT NULL AS "isUsed",
         has_schema_privilege(current_schema(), 'CREATE') AS "mayCreateTables",
         (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"`;

/** Looks at a server without changing anything. Rejects with `unavailable` and the like, as `openServer`. */
export async function inspectPostgres(server: PostgresServer): Promise<PostgresState> {
  const connection = singleConnection(server);
  try {
    await connection.initialize();
    const [state] = await connection.query<Omit<PostgresState, 'schema'>[]>(inspection);
    if (!state) throw new Error('BUG: a statement without FROM gave no row');
    return { ...state, schema: await schemaDifference(connection) };
  } catch (error) {
    throw asDomainError(error);
  } finally {
    if (connection.isInitialized) await connection.destroy();
  }
}
