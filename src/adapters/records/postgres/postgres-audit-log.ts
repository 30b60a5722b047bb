import { type AuditEntry, AuditLog } from '../../../ports/audit-log.js';
import { type ChainedEntry, chainStart, follows, hashOf } from './audit-chain.js';
import type { Database } from './database.js';
import { storableText } from './storable-text.js';
import { asTime } from './times.js';

type AuditRow = Omit<AuditEntry, 'at'> & { readonly at: Date };
type ChainRow = Omit<ChainedEntry, 'at' | 'position'> & { readonly at: Date; readonly position: string };
type Head = Pick<ChainedEntry, 'position' | 'hash'>;

/** What `verify` found. `head` is the last entry's hash: note it elsewhere to notice entries cut off the end. */
export type AuditVerdict =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | { readonly intact: false; readonly brokenAtPosition: number };

const verifyPage = 1_000;

const appendEntry = `
  INSERT INTO audit_log (position, id, at, actor, action, subject, details, previous_hash, hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const listEntries = `
  SELECT id, at, actor, action, subject, details FROM audit_log
  WHERE $1::text IS NULL OR position < (SELECT position FROM audit_log WHERE id = $1)
  ORDER BY position DESC
  LIMIT $2`;

const readChain = `
  SELECT position, id, at, actor, action, subject, details::text AS details, previous_hash AS "previousHash", hash
  FROM audit_log WHERE position > $1 ORDER BY position LIMIT $2`;

/**
 * The audit log as the table `audit_log`, tamper-evident: each entry holds the hash of the one before, so that a change,
 * an insertion or a removal within it shows in `verify`.
 */
export class PostgresAuditLog extends AuditLog {
  constructor(private readonly database: Database) {
    super();
  }

  async append(entry: AuditEntry): Promise<void> {
    await this.database.transaction(async (query) => {
      // One writer at a time, in any process: each entry needs the hash of the one before. Readers go on.
      await query('LOCK TABLE audit_log IN EXCLUSIVE MODE');
      const [last] = await query<{ position: string; hash: string }>(
        'SELECT position, hash FROM audit_log ORDER BY position DESC LIMIT 1',
      );
      const head: Head = last ? { position: Number(last.position), hash: last.hash } : chainStart;
      const chained = chain(entry, head);
      const { position, id, at, actor, action, subject, details, previousHash } = chained;
      await query(appendEntry, [
        position,
        id,
        asTime(at),
        actor,
        action,
        subject,
        details,
        previousHash,
        hashOf(chained),
      ]);
    });
  }

  async list(query: { before?: string; limit: number }): Promise<readonly AuditEntry[]> {
    const rows = await this.database.query<AuditRow>(listEntries, [query.before ?? null, query.limit]);
    return rows.map((row) => ({ ...row, at: row.at.getTime() }));
  }

  /** Reads the whole log and says whether it is as it was written, or where it first is not. */
  async verify(): Promise<AuditVerdict> {
    let head: Head = chainStart;
    for (;;) {
      const rows = await this.database.query<ChainRow>(readChain, [head.position, verifyPage]);
      for (const row of rows) {
        const entry = { ...row, at: row.at.getTime(), position: Number(row.position) };
        if (!follows(entry, head)) return { intact: false, brokenAtPosition: entry.position };
        head = entry;
      }
      if (rows.length < verifyPage) return { intact: true, entries: head.position, head: head.hash };
    }
  }
}

function chain(entry: AuditEntry, head: Head): Omit<ChainedEntry, 'hash'> {
  return {
    position: head.position + 1,
    id: entry.id,
    // Whole milliseconds, as the table gives them back.
    at: Math.floor(entry.at),
    actor: storableText(entry.actor),
    action: storableText(entry.action),
    subject: storableText(entry.subject),
    details: JSON.stringify(entry.details),
    previousHash: head.hash,
  };
}
