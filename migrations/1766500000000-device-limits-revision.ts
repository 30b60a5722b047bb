import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often something has changed, by its name: whoever follows it need not read all of it to see that nothing has. */
export class DeviceLimitsRevision1766500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE revisions (
        name text COLLATE "C" PRIMARY KEY,
        revision bigint NOT NULL
      )`);
    await runner.query(`
      INSERT INTO revisions (name, revision) SELECT 'device-limits', count(*) FROM device_limits`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE revisions');
  }
}
