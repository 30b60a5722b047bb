import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Forecasts as they were told, by subject and by the time up to which readings were known. `columns` holds single
 * precision numbers, little-endian: mean, seasonal naive, then lower and upper bound of each level.
 */
export class Forecasts1766700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE forecasts (
        asset_id text COLLATE "C" NOT NULL,
        metric text COLLATE "C" NOT NULL,
        component text COLLATE "C" NOT NULL,
        origin timestamptz NOT NULL,
        issued_at timestamptz NOT NULL,
        step_ms integer NOT NULL CHECK (step_ms > 0),
        forecaster text NOT NULL,
        levels double precision[] NOT NULL,
        columns bytea NOT NULL,
        skill jsonb,
        PRIMARY KEY (asset_id, metric, component, origin)
      )`);
    await runner.query('CREATE INDEX forecasts_by_issue ON forecasts (issued_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE forecasts');
  }
}
