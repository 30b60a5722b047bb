import type { Database } from './database.js';
import { asTime } from './times.js';

/** Notes who has seen an alert or incident, and when (epoch ms). False when there is none with this id. */
export async function acknowledge(
  database: Database,
  table: 'alerts' | 'incidents',
  id: string,
  seen: { readonly by: string; readonly at: number },
): Promise<boolean> {
  const changed = await database.query(
    `UPDATE ${table} SET acknowledged_by = $2, acknowledged_at = $3 WHERE id = $1 RETURNING id`,
    [id, seen.by, asTime(seen.at)],
  );
  return changed.length > 0;
}
