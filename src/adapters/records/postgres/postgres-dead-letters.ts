import type { RejectionCode } from '../../../domain/telemetry/rejection.js';
import { type DeadLetter, type DeadLetterQuery, DeadLetters } from '../../../ports/dead-letters.js';
import type { Database } from './database.js';
import { storableText } from './storable-text.js';
import { asTime } from './times.js';

type DeadLetterRow = Omit<DeadLetter, 'at' | 'position' | 'original'> & {
  readonly at: Date;
  readonly position: string;
  readonly original: Buffer;
};

/** Adds the letters not yet there and counts them. */
const addLetters = `
  WITH added AS (
    INSERT INTO dead_letters (id, at, source, code, message, position, original, context, status)
    SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bytea[],
                         $8::json[], $9::text[])
    ON CONFLICT (id) DO NOTHING
    RETURNING source, code
  )
  INSERT INTO dead_letter_counts (source, code, count)
  SELECT source, code, count(*) FROM added GROUP BY source, code
  ON CONFLICT (source, code) DO UPDATE SET count = dead_letter_counts.count + excluded.count`;

const dropBeyondCapacity = `
  DELETE FROM dead_letters
  WHERE id <= (SELECT id FROM dead_letters ORDER BY id DESC OFFSET $1 LIMIT 1)`;

const listLetters = `
  SELECT id, at, source, code, message, position, original, context, status FROM dead_letters
  WHERE ($1::text IS NULL OR code = $1)
    AND ($2::text IS NULL OR source = $2)
    AND ($3::text IS NULL OR status = $3)
    AND ($4::text IS NULL OR id < $4)
  ORDER BY id DESC
  LIMIT $5`;

/** The newest refused inputs as the table `dead_letters`. Beyond `capacity` letters the oldest go; they stay counted. */
export class PostgresDeadLetters extends DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly settings: { readonly capacity: number },
  ) {
    super();
  }

  async add(letters: readonly DeadLetter[]): Promise<void> {
    if (letters.length === 0) return;
    await this.database.transaction(async (query) => {
      await query(addLetters, [
        letters.map(({ id }) => id),
        letters.map(({ at }) => asTime(at)),
        letters.map(({ source }) => storableText(source)),
        letters.map(({ code }) => code),
        letters.map(({ message }) => storableText(message)),
        letters.map(({ position }) => position),
        letters.map(({ original }) => Buffer.from(original.buffer, original.byteOffset, original.byteLength)),
        letters.map(({ context }) => JSON.stringify(context)),
        letters.map(({ status }) => status),
      ]);
      await query(dropBeyondCapacity, [this.settings.capacity]);
    });
  }

  async list(query: DeadLetterQuery): Promise<readonly DeadLetter[]> {
    const rows = await this.database.query<DeadLetterRow>(listLetters, [
      query.code ?? null,
      query.source ?? null,
      query.status ?? null,
      query.before ?? null,
      query.limit,
    ]);
    return rows.map((row) => ({ ...row, at: row.at.getTime(), position: Number(row.position) }));
  }

  async markRedriven(ids: readonly string[]): Promise<void> {
    await this.database.query(`UPDATE dead_letters SET status = 'redriven' WHERE id = ANY ($1::text[])`, [ids]);
  }

  async counts(): Promise<readonly { source: string; code: RejectionCode; count: number }[]> {
    const rows = await this.database.query<{ source: string; code: RejectionCode; count: string }>(
      'SELECT source, code, count FROM dead_letter_counts ORDER BY source, code',
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }
}
