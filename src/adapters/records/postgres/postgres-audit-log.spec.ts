import { describe, expect, it } from '@jest/globals';
import { anAuditEntry } from '../../../../test/records/builders.js';
import { onEveryDatabase } from '../../../../test/records/databases.js';
import type { Database } from './database.js';
import { PostgresAuditLog } from './postgres-audit-log.js';

onEveryDatabase((emptied) => {
  describe('an auditor verifies the audit log', () => {
    async function logOf(entries: number): Promise<{ database: Database; log: PostgresAuditLog }> {
      const database = await emptied();
      const log = new PostgresAuditLog(database);
      for (let number = 1; number <= entries; number += 1) {
        await log.append(anAuditEntry({ id: `e${number}`, at: 1_700_000_000_000 + number + 0.7 }));
      }
      return { database, log };
    }

    it('and finds it intact, also when it is empty', async () => {
      const { log } = await logOf(0);
      expect(await log.verify()).toEqual({ intact: true, entries: 0, head: '0'.repeat(64) });
    });

    it('and gets a head that each entry changes', async () => {
      const { log } = await logOf(2);
      const before = await log.verify();
      await log.append(anAuditEntry({ id: 'e3' }));
      const after = await log.verify();
      expect(before).toMatchObject({ intact: true, entries: 2 });
      expect(after).toMatchObject({ intact: true, entries: 3 });
      expect(after).not.toMatchObject({ head: before.intact && before.head });
    });

    it.each([
      ['an actor was changed', `UPDATE audit_log SET actor = 'mallory' WHERE position = 2`, 2],
      ['a detail was changed', `UPDATE audit_log SET details = '{"note":"on site","floor":3}' WHERE position = 2`, 2],
      ['a time was moved', `UPDATE audit_log SET at = at + interval '1 second' WHERE position = 2`, 2],
      ['an entry was removed', 'DELETE FROM audit_log WHERE position = 2', 3],
      ['the first entry was removed', 'DELETE FROM audit_log WHERE position = 1', 2],
      [
        'two entries were swapped',
        'UPDATE audit_log SET position = CASE position WHEN 2 THEN 1000003 ELSE 1000002 END WHERE position IN (2, 3)',
        1_000_002,
      ],
    ])('and learns that %s', async (_what, tampering, brokenAtPosition) => {
      const { database, log } = await logOf(3);
      await database.query(tampering);
      expect(await log.verify()).toEqual({ intact: false, brokenAtPosition });
    });
  });
});
