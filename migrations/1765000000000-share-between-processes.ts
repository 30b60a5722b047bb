import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What processes of distributed mode share: who may do what must be done once, and the state that they hand over. */
export class ShareBetweenProcesses1765000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE leases (
        name text COLLATE "C" PRIMARY KEY,
        holder text NOT NULL,
        expires_at timestamptz NOT NULL
      )`);

    await runner.query(`
      CREATE TABLE state_snapshots (
        name text COLLATE "C" PRIMARY KEY,
        bus_offset double precision NOT NULL,
        version integer NOT NULL,
        bytes bytea NOT NULL,
        checksum bigint NOT NULL
      )`);
    // Replaced every half minute: compressing it each time would cost more than its space.
    await runner.query('ALTER TABLE state_snapshots ALTER COLUMN bytes SET STORAGE EXTERNAL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE state_snapshots');
    await runner.query('DROP TABLE leases');
  }
}
