import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PostgresSeriesCatalogue } from '../postgres/postgres-series-catalogue.js';
import { EmbeddedRecords } from './embedded-records.js';
import { engineMajorVersion } from './engine.js';

describe('the records of embedded mode', () => {
  let dataDir: string;
  const series = {
    id: 1,
    assetId: 'srv-1',
    metric: 'hw.power',
    component: '',
    unit: 'W',
    source: 'twin',
    simulated: true,
  };

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'plenum-records-'));
  });

  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('are there again after a restart, and upkeep changes nothing in them', async () => {
    const first = await EmbeddedRecords.open(dataDir);
    await new PostgresSeriesCatalogue(first.database).save([series]);
    await first.maintain();
    await first.close();

    const second = await EmbeddedRecords.open(dataDir);
    expect(await new PostgresSeriesCatalogue(second.database).load()).toEqual([series]);
    const [version] = await second.database.query<{ server_version: string }>('SHOW server_version');
    expect(version?.server_version.split('.')[0]).toBe(engineMajorVersion);
    expect(await second.database.query('SHOW fsync')).toEqual([{ fsync: 'on' }]);
    await second.close();
    await second.close();
  });

  it('are refused to a second opener, which is told who has them', async () => {
    const first = await EmbeddedRecords.open(dataDir);
    await expect(EmbeddedRecords.open(dataDir)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await first.close();
  });

  it('are refused when a PostgreSQL of another version wrote them', async () => {
    await (await EmbeddedRecords.open(dataDir)).close();
    const versionFile = join(dataDir, 'records', 'pgdata', 'PG_VERSION');
    expect(readFileSync(versionFile, 'utf8').trim()).toBe(engineMajorVersion);
    writeFileSync(versionFile, '14\n');
    await expect(EmbeddedRecords.open(dataDir)).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringMatching(/pgdata.*version 14.*move the folder away/),
    });
  });

  it('are refused when a newer Plenum has changed their schema', async () => {
    const records = await EmbeddedRecords.open(dataDir);
    await records.database.query(`INSERT INTO schema_migrations (timestamp, name) VALUES (9, 'AddHolograms9')`);
    await records.close();
    await expect(EmbeddedRecords.open(dataDir)).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringContaining('AddHolograms9'),
    });
  });

  it('begin again when the first start was killed half-way', async () => {
    const records = await EmbeddedRecords.open(dataDir);
    await records.close();
    const folder = join(dataDir, 'records');
    rmSync(join(folder, 'pgdata', 'global'), { recursive: true });
    writeFileSync(join(folder, 'pgdata.unfinished'), '');
    const again = await EmbeddedRecords.open(dataDir);
    expect(await new PostgresSeriesCatalogue(again.database).load()).toEqual([]);
    await again.close();
  });
});
