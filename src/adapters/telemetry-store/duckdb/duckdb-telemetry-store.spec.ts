import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DuckDBInstance } from '@duckdb/node-api';
import { describeManySeries } from '../../../../test/contracts/telemetry-store-many.contract.js';
import { describeTelemetryStore } from '../../../../test/contracts/telemetry-store.contract.js';
import { batchOf } from '../../../domain/telemetry/telemetry-batch.js';
import { FakeClock } from '../../system/fake-clock.js';
import { DuckDbTelemetryStore } from './duckdb-telemetry-store.js';
import { databaseFile } from './open-database.js';

const makeFolder = () => mkdtemp(join(tmpdir(), 'plenum-store-'));
const hour = 3_600_000;

const prepare = async () => {
  const dir = await makeFolder();
  return {
    open: (clock: FakeClock) => DuckDbTelemetryStore.open({ dir, clock }),
    dispose: () => rm(dir, { recursive: true }),
  };
};

describeTelemetryStore('the DuckDB store', prepare);
describeManySeries('the DuckDB store', prepare);

describe('the DuckDB store on its folder', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await makeFolder();
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('refuses a folder of another version and says what to do', async () => {
    const store = await DuckDbTelemetryStore.open({ dir, clock: new FakeClock() });
    await store.close();
    const instance = await DuckDBInstance.create(databaseFile(dir));
    const connection = await instance.connect();
    await connection.run('UPDATE layout SET version = 99');
    connection.closeSync();
    instance.closeSync();
    await expect(DuckDbTelemetryStore.open({ dir, clock: new FakeClock() })).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringMatching(new RegExp(`${dir}.*version 99.*move the folder away`)),
    });
  });

  it('opens a folder from before there were partitions: what was recorded belongs to the first', async () => {
    const before = await DuckDbTelemetryStore.open({ dir, clock: new FakeClock() });
    await before.appendPoints(batchOf([{ seriesId: 1, at: 1, value: 10 }]), { partition: 0, offset: 41 });
    await before.close();
    const instance = await DuckDBInstance.create(databaseFile(dir));
    const connection = await instance.connect();
    await connection.run('ALTER TABLE positions DROP COLUMN bus_partition; UPDATE layout SET version = 1');
    connection.closeSync();
    instance.closeSync();
    for (let start = 0; start < 2; start += 1) {
      const store = await DuckDbTelemetryStore.open({ dir, clock: new FakeClock() });
      expect(await store.positionOf('store', 0)).toBe(41);
      expect((await store.stats()).points).toBe(1 + start);
      await store.appendPoints(batchOf([{ seriesId: 2, at: 1, value: 20 }]), { partition: 1, offset: 1 });
      expect(await store.positionOf('store', 1)).toBe(1);
      await store.rollUp();
      await store.close();
    }
  });

  it('refuses a file that is no database', async () => {
    await writeFile(databaseFile(dir), 'not a database, but long enough to look like one. '.repeat(500));
    await expect(DuckDbTelemetryStore.open({ dir, clock: new FakeClock() })).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringContaining(dir),
    });
  });

  it('rolls up by itself when many rows have gathered', async () => {
    const store = await DuckDbTelemetryStore.open({ dir, clock: new FakeClock(), maxRecentRows: 10 });
    for (let i = 0; i < 25; i += 1) await store.appendPoints(batchOf([{ seriesId: 1, at: i % 12, value: i }]));
    await store.close();
    const instance = await DuckDBInstance.create(databaseFile(dir));
    const connection = await instance.connect();
    const recent = await connection.runAndReadAll('SELECT count(*)::INTEGER FROM points_recent');
    expect(recent.getRows()).toEqual([[5]]);
    connection.closeSync();
    instance.closeSync();
  });

  it('reuses the space of deleted points, so that the file does not grow for ever', async () => {
    const clock = new FakeClock(0);
    const store = await DuckDbTelemetryStore.open({ dir, clock });
    const sizes: number[] = [];
    const length = 150_000;
    for (let cycle = 0; cycle < 12; cycle += 1) {
      await store.appendPoints({
        length,
        seriesIds: Int32Array.from({ length }, (_, i) => 1 + (i % 500)),
        at: Float64Array.from({ length }, (_, i) => clock.now() + Math.floor(i / 500) * 10_000),
        values: Float64Array.from({ length }, (_, i) => Math.sin(i * 1.7) * 1_000),
      });
      await store.rollUp();
      clock.advance(hour);
      await store.applyRetention({ rawMs: 2 * hour, minuteMs: 2 * hour, hourMs: 2 * hour }, clock.now());
      sizes.push((await store.stats()).bytesOnDisk);
    }
    expect((await store.stats()).points).toBe(2 * length);
    expect(Math.max(...sizes.slice(8))).toBeLessThanOrEqual(Math.max(...sizes.slice(0, 6)));
    await store.close();
  });
});
