import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditEntry, AuditLog } from '../../src/ports/audit-log.js';
import { noon } from '../alerting/builders.js';
import { anAuditEntry } from '../records/builders.js';

/** The contract of `AuditLog`; `open` gives an empty one. */
export function describeAuditLogContract(name: string, open: () => Promise<AuditLog>): void {
  describe(`${name} as an audit log`, () => {
    let log: AuditLog;

    beforeEach(async () => {
      log = await open();
    });

    const ids = (entries: readonly AuditEntry[]) => entries.map(({ id }) => id);

    it('1. MUST give back an entry as it was appended', async () => {
      const entry = anAuditEntry({ details: { nested: { list: [1, 'two', null, true] }, 'key "with" quotes': 'ü💡' } });
      await log.append(entry);
      expect(await log.list({ limit: 1 })).toEqual([entry]);
    });

    it('2. MUST list the last appended first, whatever its id and time', async () => {
      await log.append(anAuditEntry({ id: 'b', at: noon }));
      await log.append(anAuditEntry({ id: 'a', at: noon - 5 }));
      await log.append(anAuditEntry({ id: 'c', at: noon }));
      expect(ids(await log.list({ limit: 2 }))).toEqual(['c', 'a']);
      expect(ids(await log.list({ limit: 2, before: 'a' }))).toEqual(['b']);
    });

    it('3. MUST end a page after an entry that it does not hold', async () => {
      await log.append(anAuditEntry());
      expect(await log.list({ limit: 2, before: 'unknown' })).toEqual([]);
    });

    it('4. MUST keep all entries of callers who append at the same time', async () => {
      const entries = Array.from({ length: 20 }, (_, index) => anAuditEntry({ id: `e${index}` }));
      await Promise.all(entries.map((entry) => log.append(entry)));
      expect(new Set(ids(await log.list({ limit: 99 })))).toEqual(new Set(ids(entries)));
    });

    it('5. MUST refuse a used id as a conflict', async () => {
      await log.append(anAuditEntry());
      await expect(log.append(anAuditEntry({ actor: 'eve' }))).rejects.toMatchObject({ code: 'conflict' });
      expect(await log.list({ limit: 9 })).toEqual([anAuditEntry()]);
    });
  });
}
