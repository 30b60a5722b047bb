import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts that have one cause are one incident. `report` and `notes` are json, not jsonb: they are compared as they were written. */
export class Incidents1766000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incidents (
        id text COLLATE "C" PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('open', 'resolved', 'merged')),
        merged_into text COLLATE "C" REFERENCES incidents (id),
        severity text NOT NULL,
        title text NOT NULL,
        cause_asset_id text NOT NULL,
        simulated boolean NOT NULL,
        starts_at timestamptz NOT NULL,
        quiet_at timestamptz,
        quiet_seen_at timestamptz,
        resolved_at timestamptz,
        notes json NOT NULL,
        report json NOT NULL,
        acknowledged_by text,
        acknowledged_at timestamptz
      )`);
    await runner.query('CREATE INDEX incidents_newest ON incidents (starts_at DESC, id DESC)');
    await runner.query(`CREATE INDEX incidents_open ON incidents (starts_at, id) WHERE state = 'open'`);

    await runner.query(`ALTER TABLE alerts ADD COLUMN incident_id text COLLATE "C" REFERENCES incidents (id)`);
    await runner.query('CREATE INDEX alerts_of_incident ON alerts (incident_id)');
    await runner.query('CREATE INDEX alerts_ungrouped ON alerts (fired_at, id) WHERE incident_id IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE alerts DROP COLUMN incident_id');
    await runner.query('DROP TABLE incidents');
  }
}
