import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An alert that fires is told once for each severity that it reaches, so a notification belongs to one. */
export class TellEscalations1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE alert_notifications ADD COLUMN severity text, ADD COLUMN escalated_from text');
    await runner.query(`
      UPDATE alert_notifications SET severity = alerts.severity FROM alerts WHERE alerts.id = alert_id`);
    await runner.query(`
      ALTER TABLE alert_notifications
        ALTER COLUMN severity SET NOT NULL,
        DROP CONSTRAINT alert_notifications_pkey,
        ADD PRIMARY KEY (alert_id, state, severity)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM alert_notifications WHERE escalated_from IS NOT NULL');
    await runner.query(`
      ALTER TABLE alert_notifications
        DROP CONSTRAINT alert_notifications_pkey,
        DROP COLUMN severity,
        DROP COLUMN escalated_from,
        ADD PRIMARY KEY (alert_id, state)`);
  }
}
