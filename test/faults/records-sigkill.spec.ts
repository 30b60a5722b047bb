import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedRecords } from '../../src/adapters/records/embedded/embedded-records.js';
import { PostgresAlertLog } from '../../src/adapters/records/postgres/postgres-alert-log.js';
import { PostgresAuditLog } from '../../src/adapters/records/postgres/postgres-audit-log.js';
import { PostgresDeadLetters } from '../../src/adapters/records/postgres/postgres-dead-letters.js';
import { PostgresSeriesCatalogue } from '../../src/adapters/records/postgres/postgres-series-catalogue.js';
import { runUntilKilled, seededRandom } from './killed-process.js';

/**
 * Real processes, real files, real SIGKILL, each in the middle of one of the engine's writes: while it starts, replays
 * its WAL, writes, vacuums or makes a checkpoint.
 */
const rounds = 12;
const mostWrites = 400;

describe('the records of a process killed with SIGKILL', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'plenum-records-kill-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('hold every acknowledged series, alert, dead letter and audit entry, once, after twelve kills', async () => {
    await (await EmbeddedRecords.open(dataDir)).close();
    const random = seededRandom(7);
    let lastAcknowledged = 0;
    for (let round = 0; round < rounds; round += 1) {
      const writes = String(Math.floor(random() * mostWrites));
      const printed = await runUntilKilled('records-writer.ts', [dataDir, writes], Infinity);
      // Numbers go on after the last one there, so none was lost.
      if (printed.length > 0) expect(Number(printed[0])).toBeGreaterThan(lastAcknowledged);
      lastAcknowledged = Number(printed.at(-1) ?? lastAcknowledged);
    }

    const records = await EmbeddedRecords.open(dataDir);
    const series = await new PostgresSeriesCatalogue(records.database).load();
    expect(lastAcknowledged).toBeGreaterThan(rounds);
    expect(series.length).toBeGreaterThanOrEqual(lastAcknowledged);
    expect(series.map(({ id }) => id)).toEqual(series.map((_, index) => index + 1));

    const alerts = await new PostgresAlertLog(records.database).list({ states: ['resolved'], limit: 1_000_000 });
    expect(alerts.length).toBeGreaterThanOrEqual(series.length);
    const audit = await new PostgresAuditLog(records.database).verify();
    expect(audit).toMatchObject({ intact: true });
    const [{ count } = { count: 0 }] = await new PostgresDeadLetters(records.database, { capacity: 20 }).counts();
    expect(count).toBeGreaterThanOrEqual(series.length);
    expect(count).toBeLessThanOrEqual(series.length + 1);
    await records.close();
  }, 300_000);

  it.each([0, 150, 900])('open although write %i of the very first start was the last', async (writes) => {
    await runUntilKilled('records-writer.ts', [dataDir, String(writes)], Infinity);
    const records = await EmbeddedRecords.open(dataDir);
    const series = await new PostgresSeriesCatalogue(records.database).load();
    expect(series.map(({ id }) => id)).toEqual(series.map((_, index) => index + 1));
    await records.close();
  });
});
