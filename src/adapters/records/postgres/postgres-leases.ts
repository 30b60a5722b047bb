import { Leases } from '../../../ports/leases.js';
import type { Database } from './database.js';

/** Clocks of processes may differ, so the server's decides. A row that somebody else holds is not returned. */
const takeLease = `
  INSERT INTO leases (name, holder, expires_at)
  VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
  WHERE leases.holder = excluded.holder OR leases.expires_at <= clock_timestamp()
  RETURNING name`;

/** Leases as the table `leases`. */
export class PostgresLeases extends Leases {
  constructor(private readonly database: Database) {
    super();
  }

  async take(name: string, holder: string, forMs: number): Promise<boolean> {
    const taken = await this.database.query(takeLease, [name, holder, forMs]);
    return taken.length > 0;
  }

  async give(name: string, holder: string): Promise<void> {
    await this.database.query('DELETE FROM leases WHERE name = $1 AND holder = $2', [name, holder]);
  }
}
