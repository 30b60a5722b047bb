import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The limits that devices state for their own readings, by series and bound, in the unit of the series. */
export class DeviceLimits1766400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE device_limits (
        asset_id text COLLATE "C" NOT NULL,
        metric text COLLATE "C" NOT NULL,
        component text COLLATE "C" NOT NULL,
        bound text COLLATE "C" NOT NULL
          CHECK (bound IN ('warningAbove', 'criticalAbove', 'warningBelow', 'criticalBelow')),
        value double precision NOT NULL,
        first_seen_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        PRIMARY KEY (asset_id, metric, component, bound)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE device_limits');
  }
}
