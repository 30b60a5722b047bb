import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { EmbeddedRecords } from '../../src/adapters/records/embedded/embedded-records.js';
import { openDataSource } from '../../src/adapters/records/postgres/data-source.js';
import { Database } from '../../src/adapters/records/postgres/database.js';

export interface OpenDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/** A real PostgreSQL server to test against as well, such as `postgres://user:secret@localhost/test`. */
const serverUrl = process.env['TEST_POSTGRES_URL'];

/**
 * Runs suites against the embedded engine and, when TEST_POSTGRES_URL is set, against that server, in a schema of its
 * own. One database serves the whole file (a start costs seconds); `emptied` gives it without a row.
 */
export function onEveryDatabase(suites: (emptied: () => Promise<Database>) => void): void {
  onDatabase('embedded PostgreSQL', openEmbedded, suites);
  if (serverUrl !== undefined) onDatabase('a PostgreSQL server', () => openOnServer(serverUrl), suites);
}

/** Runs suites against the database that `open` gives; see `onEveryDatabase`. */
export function onDatabase(
  name: string,
  open: () => Promise<OpenDatabase>,
  suites: (emptied: () => Promise<Database>) => void,
): void {
  describe(name, () => {
    let opened: OpenDatabase | undefined;

    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());

    suites(async () => {
      if (!opened) throw new Error('The database has not started.');
      await empty(opened.database);
      return opened.database;
    });
  });
}

/** An embedded database in a folder of its own, which goes when it is closed. */
export async function openEmbedded(): Promise<OpenDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'plenum-records-'));
  const records = await EmbeddedRecords.open(dataDir);
  return {
    database: records.database,
    close: async () => {
      await records.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A schema of its own on a PostgreSQL server, which goes when it is closed. */
export async function openOnServer(url: string): Promise<OpenDatabase> {
  const schema = `plenum_test_${process.pid}_${Date.now()}`;
  const maker = new Database(await openDataSource({ url, extra: { options: '-c search_path=pg_temp' } }));
  await maker.query(`CREATE SCHEMA ${schema}`);
  const database = new Database(
    await openDataSource({ url, poolSize: 4, extra: { options: `-c search_path=${schema}` } }),
  );
  return {
    database,
    close: async () => {
      await database.close();
      await maker.query(`DROP SCHEMA ${schema} CASCADE`);
      await maker.close();
    },
  };
}

async function empty(database: Database): Promise<void> {
  await database.query(`
    TRUNCATE series, alerts, incidents, alert_notifications, notice_deliveries, incident_deliveries, silences,
             maintenance_windows, dead_letters, dead_letter_counts, detector_orders, api_keys,
             audit_log, discovered_devices, device_limits, forecasts, leases, state_snapshots`);
  await database.query('UPDATE revisions SET revision = 0');
}
