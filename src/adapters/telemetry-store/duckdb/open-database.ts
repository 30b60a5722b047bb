import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { DomainError, messageOf } from '../../../domain/errors.js';
import { readRow } from './read-columns.js';
import { createTables, layoutVersion, upgrades } from './schema.js';

export interface DatabaseOptions {
  /** Folder that holds `telemetry.duckdb`; made when missing. */
  readonly dir: string;
  /** Upper bound of DuckDB's own memory. */
  readonly memoryLimitBytes: number;
  readonly threads: number;
}

/** How much write-ahead log may gather before DuckDB folds it into the file; also bounds what an open must replay. */
const checkpointThreshold = '128MB';

export function databaseFile(dir: string): string {
  return join(dir, 'telemetry.duckdb');
}

/**
 * Opens the database, makes its tables when it is empty and brings older ones up to date. Rejects with `conflict` when
 * another process has it, `incompatible_data` when a newer Plenum or another version of DuckDB wrote it, or it is damaged.
 */
export async function openDatabase(options: DatabaseOptions): Promise<DuckDBInstance> {
  await mkdir(options.dir, { recursive: true });
  const instance = await openInstance(options);
  try {
    await prepareTables(instance, options.dir);
    return instance;
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

async function openInstance({ dir, memoryLimitBytes, threads }: DatabaseOptions): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(databaseFile(dir), {
      threads: String(threads),
      memory_limit: `${Math.ceil(memoryLimitBytes / 2 ** 20)}MiB`,
      checkpoint_threshold: checkpointThreshold,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  } catch (cause) {
    throw translateOpening(cause, dir);
  }
}

function translateOpening(cause: unknown, dir: string): DomainError {
  const message = messageOf(cause);
  const details = { dir };
  if (message.includes('Could not set lock') || message.includes('already open')) {
    return new DomainError('conflict', `Another process uses the telemetry store in ${dir}; stop it first.`, {
      details,
      cause,
    });
  }
  if (
    message.includes('Serialization Error') ||
    message.includes('not a valid DuckDB') ||
    message.includes('version')
  ) {
    return incompatible(dir, message, cause);
  }
  return new DomainError('unavailable', `The telemetry store in ${dir} cannot be opened: ${message}`, {
    details,
    cause,
  });
}

async function prepareTables(instance: DuckDBInstance, dir: string): Promise<void> {
  const connection = await instance.connect();
  try {
    const [tables = 0] = await readRow(connection, 'SELECT count(*)::DOUBLE FROM duckdb_tables()');
    if (tables === 0) {
      await connection.run(`BEGIN; ${createTables.join('; ')}; COMMIT`);
      return;
    }
    const [layouts = 0] = await readRow(
      connection,
      "SELECT count(*)::DOUBLE FROM duckdb_tables() WHERE table_name = 'layout'",
    );
    if (layouts === 0) throw incompatible(dir, 'the file is not a telemetry store');
    const [version = 0] = await readRow(connection, 'SELECT version::DOUBLE FROM layout');
    await upgrade(connection, version, dir);
  } finally {
    connection.closeSync();
  }
}

/** Brings older tables up to date, all of it or nothing. */
async function upgrade(connection: DuckDBConnection, version: number, dir: string): Promise<void> {
  if (version === layoutVersion) return;
  const statements: string[] = [];
  for (let from = version; from !== layoutVersion; from += 1) {
    const step = upgrades[from];
    if (!step)
      throw incompatible(dir, `its layout has version ${version}, this program reads version ${layoutVersion}`);
    statements.push(...step);
  }
  await connection.run(`BEGIN; ${statements.join('; ')}; UPDATE layout SET version = ${layoutVersion}; COMMIT`);
}

function incompatible(dir: string, reason: string, cause?: unknown): DomainError {
  return new DomainError(
    'incompatible_data',
    `The telemetry store in ${dir} cannot be read: ${reason}. Start the version that wrote it, or move the folder away to begin with an empty one.`,
    { details: { dir }, cause },
  );
}
