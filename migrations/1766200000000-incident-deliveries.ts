import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each receiver is told of incidents. An incident's notes are only ever added: `noted` is how many of them receivers
 * have been asked about. Those of before are told to nobody.
 */
export class IncidentDeliveries1766200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE incidents ADD COLUMN noted integer NOT NULL DEFAULT 0');
    await runner.query('UPDATE incidents SET noted = json_array_length(notes)');
    await runner.query(
      'CREATE INDEX incidents_untold ON incidents (starts_at, id) WHERE noted < json_array_length(notes)',
    );

    await runner.query(`
      CREATE TABLE incident_deliveries (
        position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        incident_id text COLLATE "C" NOT NULL REFERENCES incidents (id),
        note_index integer NOT NULL,
        receiver text COLLATE "C" NOT NULL,
        queued_at timestamptz NOT NULL,
        begun_at timestamptz,
        confirmed_at timestamptz,
        PRIMARY KEY (incident_id, note_index, receiver)
      )`);
    await runner.query(`
      CREATE INDEX incident_deliveries_open ON incident_deliveries (receiver, position) WHERE confirmed_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE incident_deliveries');
    await runner.query('DROP INDEX incidents_untold');
    await runner.query('ALTER TABLE incidents DROP COLUMN noted');
  }
}
