import type { DeviceLimit } from '../../../domain/detection/device-limits/device-limit.js';
import { DeviceLimits } from '../../../ports/device-limits.js';
import type { Database } from './database.js';
import { asTime } from './times.js';

type LimitRow = Omit<DeviceLimit, 'firstSeenAt' | 'lastSeenAt'> & {
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
};

/**
 * Of a limit that is given twice the later one counts: a statement may change a row only once. The revision is one row, so of
 * two processes that change limits at once one waits, and nobody sees the later number before the earlier change.
 */
const recordLimits = `
  WITH given AS (
    SELECT DISTINCT ON (asset_id, metric, component, bound)
      asset_id, metric, component, bound, value, first_seen_at, last_seen_at
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::timestamptz[], $7::timestamptz[])
      WITH ORDINALITY AS stated (asset_id, metric, component, bound, value, first_seen_at, last_seen_at, place)
    ORDER BY asset_id, metric, component, bound, place DESC),
  revised AS (
    UPDATE revisions SET revision = revision + 1
    WHERE name = 'device-limits' AND EXISTS (
      SELECT FROM given LEFT JOIN device_limits AS known USING (asset_id, metric, component, bound)
      WHERE known.value IS DISTINCT FROM given.value))
  INSERT INTO device_limits AS known (asset_id, metric, component, bound, value, first_seen_at, last_seen_at)
  SELECT * FROM given
  ON CONFLICT (asset_id, metric, component, bound) DO UPDATE SET
    value = excluded.value,
    first_seen_at = CASE WHEN known.value = excluded.value THEN known.first_seen_at ELSE excluded.first_seen_at END,
    last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)`;

/** What devices state of their limits, as the table `device_limits`. */
export class PostgresDeviceLimits extends DeviceLimits {
  constructor(private readonly database: Database) {
    super();
  }

  async record(limits: readonly DeviceLimit[]): Promise<void> {
    if (limits.length === 0) return;
    await this.database.query(recordLimits, [
      limits.map(({ assetId }) => assetId),
      limits.map(({ metric }) => metric),
      limits.map(({ component }) => component),
      limits.map(({ bound }) => bound),
      limits.map(({ value }) => value),
      limits.map(({ firstSeenAt }) => asTime(firstSeenAt)),
      limits.map(({ lastSeenAt }) => asTime(lastSeenAt)),
    ]);
  }

  async revision(): Promise<number> {
    const [row] = await this.database.query<{ revision: string }>(
      `SELECT revision FROM revisions WHERE name = 'device-limits'`,
    );
    return Number(row?.revision ?? 0);
  }

  async list(): Promise<readonly DeviceLimit[]> {
    const rows = await this.database.query<LimitRow>(
      `SELECT asset_id AS "assetId", metric, component, bound, value,
         first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt"
       FROM device_limits ORDER BY asset_id, metric, component, bound`,
    );
    return rows.map((row) => ({
      ...row,
      firstSeenAt: row.firstSeenAt.getTime(),
      lastSeenAt: row.lastSeenAt.getTime(),
    }));
  }
}
