import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people tell the detectors. `sequence` has no default: it is handed out in the order in which orders become visible,
 * which a sequence of PostgreSQL does not promise. `body` is what only the kind of order has.
 */
export class DetectorOrders1766300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE detector_orders (
        sequence bigint PRIMARY KEY,
        id text COLLATE "C" NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('feedback', 'take-version', 'roll-back')),
        given_at timestamptz NOT NULL,
        given_by text NOT NULL,
        incident_id text COLLATE "C",
        alert_ids text[] COLLATE "C" NOT NULL,
        body json NOT NULL
      )`);
    await runner.query('CREATE INDEX detector_orders_of_kind ON detector_orders (kind, sequence)');
    await runner.query('CREATE INDEX detector_orders_on_alert ON detector_orders USING gin (alert_ids)');
    await runner.query('CREATE INDEX detector_orders_on_incident ON detector_orders (incident_id, sequence)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE detector_orders');
  }
}
