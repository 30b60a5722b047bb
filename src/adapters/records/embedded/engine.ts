import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DomainError } from '../../../domain/errors.js';
import { DurableFilesystem } from './durable-filesystem.js';

/** Major version of PostgreSQL that the PGlite package holds: what `PG_VERSION` in a data folder must say. */
export const engineMajorVersion = '18';

/**
 * PGlite's own parameters without `-F`, which would turn fsync off, and with its WAL synced by fsync: fdatasync does
 * nothing in its WebAssembly build. A small buffer pool suffices for records and saves 100 MB of memory.
 */
const startParams = [
  '--single',
  '-O',
  '-j',
  ...[
    'search_path=public',
    'exit_on_error=false',
    'log_checkpoints=false',
    'max_worker_processes=0',
    'max_parallel_workers=0',
    'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0',
    'io_method=sync',
    'wal_sync_method=fsync',
    'shared_buffers=16MB',
  ].flatMap((setting) => ['-c', setting]),
];

/**
 * Starts the embedded PostgreSQL on a folder, making its database on the first start. After a kill it replays its WAL.
 * @throws DomainError `incompatible_data` when the folder holds a database of another major version, or no database.
 */
export async function startEngine(folder: string): Promise<PGlite> {
  const unfinished = `${folder}.unfinished`;
  // A start that was killed while it made the database has acknowledged nothing yet: begin again.
  if (existsSync(unfinished)) rmSync(folder, { recursive: true, force: true });
  if (existsSync(folder)) {
    requireVersion(folder);
    return openEngine(folder);
  }
  writeFileSync(unfinished, '');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const engine = await openEngine(folder);
  await engine.exec('CHECKPOINT');
  syncTree(folder);
  rmSync(unfinished);
  syncPath(dirname(folder));
  return engine;
}

async function openEngine(folder: string): Promise<PGlite> {
  const complaints: string[] = [];
  try {
    return await PGlite.create({
      fs: new DurableFilesystem(folder),
      startParams,
      onStderr: (line) => {
        complaints.push(line);
        return false;
      },
    });
  } catch (error) {
    throw new DomainError(
      'incompatible_data',
      `PostgreSQL cannot open the records in ${folder}. Restore them from a backup, or move the folder away to begin with empty ones.`,
      {
        details: { folder, engine: complaints.slice(-5) },
        cause: error,
      },
    );
  }
}

function requireVersion(folder: string): void {
  const file = join(folder, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'none';
  if (found === engineMajorVersion) return;
  throw new DomainError(
    'incompatible_data',
    `The records in ${folder} are of PostgreSQL version ${found}, this Plenum needs ${engineMajorVersion}. Start the Plenum release that wrote them, or move the folder away to begin with empty records.`,
    { details: { folder, found, needed: engineMajorVersion } },
  );
}

/** The database's first files were copied without fsync; from here on the engine syncs what it writes. */
function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncPath(path);
  }
  syncPath(folder);
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
