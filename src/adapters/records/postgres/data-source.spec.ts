import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startEngine } from '../embedded/engine.js';
import { EngineStream } from '../embedded/engine-stream.js';
import { openDataSource } from './data-source.js';

describe('the schema of the records', () => {
  it('goes back to nothing and forward again', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'plenum-schema-'));
    const engine = await startEngine(join(parent, 'pgdata'));
    const dataSource = await openDataSource({
      username: 'postgres',
      database: 'postgres',
      poolSize: 1,
      extra: { stream: () => new EngineStream(engine) },
    });
    const tables = async () => {
      const rows = await dataSource.query<{ tablename: string }[]>(
        `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
      );
      return rows.map(({ tablename }) => tablename);
    };

    const whole = await tables();
    expect(whole).toContain('series');
    for (const _migration of dataSource.migrations) await dataSource.undoLastMigration();
    expect(await tables()).toEqual(['schema_migrations']);
    await dataSource.runMigrations();
    expect(await tables()).toEqual(whole);

    await dataSource.destroy();
    await engine.close();
    rmSync(parent, { recursive: true, force: true });
  });

  it('of a server that does not answer is an outage that may pass', async () => {
    await expect(openDataSource({ url: 'postgres://nobody@127.0.0.1:9/none' })).rejects.toMatchObject({
      code: 'unavailable',
      retriable: true,
    });
  });
});
