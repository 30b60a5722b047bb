import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an alert became as urgent as it is, by the time of its points; null while it is as it fired, and of what was before. */
export class WhenAlertsEscalated1766600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE alerts ADD COLUMN escalated_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE alerts DROP COLUMN escalated_at');
  }
}
