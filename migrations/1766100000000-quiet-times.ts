import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Silences and maintenance windows, and notices that are kept from a receiver because of them. */
export class QuietTimes1766100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE silences (
        id text COLLATE "C" PRIMARY KEY,
        matchers json NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        comment text NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX silences_newest ON silences (starts_at DESC, id DESC)');

    await runner.query(`
      CREATE TABLE maintenance_windows (
        id text COLLATE "C" PRIMARY KEY,
        assets text[] NOT NULL,
        include_fed boolean NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        weekly_zone text,
        weekly_until timestamptz,
        comment text NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX maintenance_windows_newest ON maintenance_windows (starts_at DESC, id DESC)');

    // Set while a notice is held, and for good when it is withheld.
    await runner.query('ALTER TABLE notice_deliveries ADD COLUMN quiet_reason text');
    await runner.query('ALTER TABLE notice_deliveries ADD COLUMN withheld_at timestamptz');
    await runner.query('DROP INDEX notice_deliveries_open');
    await runner.query(`
      CREATE INDEX notice_deliveries_open ON notice_deliveries (receiver, position)
      WHERE confirmed_at IS NULL AND quiet_reason IS NULL`);
    await runner.query(`
      CREATE INDEX notice_deliveries_held ON notice_deliveries (alert_id)
      WHERE quiet_reason IS NOT NULL AND withheld_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM notice_deliveries WHERE withheld_at IS NOT NULL');
    await runner.query('DROP INDEX notice_deliveries_held');
    await runner.query('DROP INDEX notice_deliveries_open');
    await runner.query('ALTER TABLE notice_deliveries DROP COLUMN withheld_at');
    await runner.query('ALTER TABLE notice_deliveries DROP COLUMN quiet_reason');
    await runner.query(`
      CREATE INDEX notice_deliveries_open ON notice_deliveries (receiver, position) WHERE confirmed_at IS NULL`);
    await runner.query('DROP TABLE maintenance_windows');
    await runner.query('DROP TABLE silences');
  }
}
