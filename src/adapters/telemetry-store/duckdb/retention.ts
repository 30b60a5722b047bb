import type { DuckDBConnection } from '@duckdb/node-api';
import type { RetentionPolicy } from '../../../ports/telemetry-store.js';
import { families } from './schema.js';

export const hourMs = 3_600_000;

/**
 * Deletes rows whose whole hour of arrival is older than the policy keeps; returns how many raw points went. Rows lie in
 * arrival order, so what goes is the oldest row groups as a whole, and a checkpoint gives their blocks back for reuse.
 */
export async function deleteExpired(
  connection: DuckDBConnection,
  policy: RetentionPolicy,
  nowMs: number,
): Promise<number> {
  let deletedPoints = 0;
  for (const { name } of families) {
    for (const [table, keptMs] of [
      [name, policy.rawMs],
      [`${name}_recent`, policy.rawMs],
      [`${name}_1m`, policy.minuteMs],
      [`${name}_1h`, policy.hourMs],
    ] as const) {
      const firstKeptHour = Math.floor((nowMs - keptMs) / hourMs);
      const { rowsChanged } = await connection.run(`DELETE FROM ${table} WHERE arrived_h < ${firstKeptHour}`);
      if (table === 'points' || table === 'points_recent') deletedPoints += rowsChanged;
    }
  }
  return deletedPoints;
}
