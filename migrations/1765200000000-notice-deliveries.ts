import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each receiver is to be told, and when it confirmed. `alert_notifications` keeps what has not been queued for them yet. */
export class NoticeDeliveries1765200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_deliveries (
        position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        alert_id text COLLATE "C" NOT NULL REFERENCES alerts (id),
        state text NOT NULL CHECK (state IN ('firing', 'resolved')),
        severity text NOT NULL,
        escalated_from text,
        receiver text COLLATE "C" NOT NULL,
        queued_at timestamptz NOT NULL,
        begun_at timestamptz,
        confirmed_at timestamptz,
        PRIMARY KEY (alert_id, state, severity, receiver)
      )`);
    await runner.query(`
      CREATE INDEX notice_deliveries_open ON notice_deliveries (receiver, position) WHERE confirmed_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notice_deliveries');
  }
}
