import { DomainError } from '../../../domain/errors.js';
import type { Database, RunQuery } from './database.js';
import { scramVerifier } from './scram-verifier.js';

export interface RecordsReader {
  readonly user: string;
  /** ASCII; see `scramVerifier`. */
  readonly password: string;
}

/** How a role says that it is ours to change. */
const mark = 'Reads what Grafana shows of Plenum; made by `plenum grafana-access`.';
/** Any number that nothing else locks; two at once would be in each other's way. */
const grantLock = 753_687;
const insufficientPrivilege = '42501';

interface Place {
  readonly database: string;
  readonly schema: string;
  /** Null: there is no such role. */
  readonly comment: string | null;
}

const look = `
  SELECT current_database() AS database, current_schema() AS schema,
         (SELECT coalesce(shobj_description(oid, 'pg_authid'), '') FROM pg_roles WHERE rolname = $1) AS comment`;

/**
 * Makes a role that may log in and read the tables, and takes from it whatever else it was granted here. Repeating it
 * changes nothing but the password; it happens in one transaction, so that nobody who reads is interrupted.
 * @throws DomainError `conflict` when there is a role of that name that this did not make, `invalid_configuration` when
 * Plenum's own user may not make roles.
 */
export async function grantReading(
  database: Database,
  reader: RecordsReader,
  tables: readonly string[],
): Promise<void> {
  try {
    await database.transaction(async (query) => {
      await query('SELECT pg_advisory_xact_lock($1)', [grantLock]);
      const [place] = await query<Place>(look, [reader.user]);
      if (!place) throw new Error('BUG: a statement without FROM gave no row');
      await provideRole(query, reader, place);
      await grantOnly(query, reader.user, place, tables);
    });
  } catch (error) {
    throw asAdvice(error, reader.user);
  }
}

async function provideRole(query: RunQuery, { user, password }: RecordsReader, { comment }: Place): Promise<void> {
  if (comment !== null && comment !== mark) {
    throw new DomainError(
      'conflict',
      `PostgreSQL has a role ${user} that Plenum did not make; choose another PLENUM_GRAFANA_USER`,
    );
  }
  await run(query, `${comment === null ? 'CREATE' : 'ALTER'} ROLE %I LOGIN PASSWORD %L`, user, scramVerifier(password));
  await run(query, 'COMMENT ON ROLE %I IS %L', user, mark);
}

async function grantOnly(query: RunQuery, user: string, place: Place, tables: readonly string[]): Promise<void> {
  const { database, schema } = place;
  await run(query, 'GRANT CONNECT ON DATABASE %I TO %I', database, user);
  await run(query, 'ALTER ROLE %I IN DATABASE %I SET search_path = %I', user, database, schema);
  await run(query, 'REVOKE ALL ON SCHEMA %I FROM %I', schema, user);
  await run(query, 'GRANT USAGE ON SCHEMA %I TO %I', schema, user);
  await run(query, 'REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', schema, user);
  for (const table of tables) await run(query, 'GRANT SELECT ON %I.%I TO %I', schema, table, user);
}

/** Such statements take no parameters, so the server itself puts quoted names (`%I`) and texts (`%L`) into them. */
async function run(query: RunQuery, template: string, ...values: readonly string[]): Promise<void> {
  const [row] = await query<{ sql: string }>('SELECT format($1, VARIADIC $2::text[]) AS sql', [template, values]);
  if (!row) throw new Error('BUG: a statement without FROM gave no row');
  await query(row.sql);
}

function asAdvice(error: unknown, user: string): unknown {
  if (!(error instanceof DomainError) || error.details['sqlState'] !== insufficientPrivilege) return error;
  return new DomainError(
    'invalid_configuration',
    `The user of PLENUM_POSTGRES_URL may not make the role ${user}; grant it CREATEROLE, or run this once as one who may`,
    { cause: error },
  );
}
