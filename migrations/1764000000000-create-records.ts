import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first schema. Ids are compared as bytes (`COLLATE "C"`), so that time-ordered ids sort by time in every locale.
 * Times are instants (`timestamptz`, to the millisecond).
 */
export class CreateRecords1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE series (
        id integer PRIMARY KEY CHECK (id > 0),
        asset_id text NOT NULL,
        metric text NOT NULL,
        component text NOT NULL,
        unit text NOT NULL,
        source text NOT NULL,
        simulated boolean NOT NULL,
        UNIQUE (asset_id, metric, component)
      )`);

    await runner.query(`
      CREATE TABLE alerts (
        id text COLLATE "C" PRIMARY KEY,
        fingerprint text NOT NULL,
        kind text NOT NULL,
        state text NOT NULL CHECK (state IN ('firing', 'resolved')),
        severity text NOT NULL,
        series_id integer NOT NULL,
        asset_id text NOT NULL,
        metric text NOT NULL,
        component text NOT NULL,
        simulated boolean NOT NULL,
        starts_at timestamptz NOT NULL,
        fired_at timestamptz,
        resolved_at timestamptz,
        peak_score double precision NOT NULL,
        value double precision NOT NULL,
        expected double precision NOT NULL,
        unit text NOT NULL,
        summary text NOT NULL,
        acknowledged_by text,
        acknowledged_at timestamptz
      )`);
    await runner.query('CREATE INDEX alerts_newest ON alerts (starts_at DESC, id DESC)');
    await runner.query('CREATE INDEX alerts_of_asset ON alerts (asset_id, starts_at DESC)');
    await runner.query(`CREATE INDEX alerts_firing ON alerts (starts_at DESC, id DESC) WHERE state = 'firing'`);

    // State changes that no notifier has confirmed yet; a row goes when one has.
    await runner.query(`
      CREATE TABLE alert_notifications (
        position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        alert_id text COLLATE "C" NOT NULL REFERENCES alerts (id),
        state text NOT NULL CHECK (state IN ('firing', 'resolved')),
        PRIMARY KEY (alert_id, state)
      )`);

    await runner.query(`
      CREATE TABLE dead_letters (
        id text COLLATE "C" PRIMARY KEY,
        at timestamptz NOT NULL,
        source text NOT NULL,
        code text NOT NULL,
        message text NOT NULL,
        position bigint NOT NULL,
        original bytea NOT NULL,
        context json NOT NULL,
        status text NOT NULL CHECK (status IN ('waiting', 'redriven'))
      )`);
    await runner.query(`
      CREATE TABLE dead_letter_counts (
        source text NOT NULL,
        code text NOT NULL,
        count bigint NOT NULL,
        PRIMARY KEY (source, code)
      )`);

    await runner.query(`
      CREATE TABLE api_keys (
        id text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        role text NOT NULL,
        secret_hash text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz
      )`);

    // `details` is json, not jsonb: the hash covers its very text.
    await runner.query(`
      CREATE TABLE audit_log (
        position bigint PRIMARY KEY,
        id text COLLATE "C" NOT NULL UNIQUE,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        action text NOT NULL,
        subject text NOT NULL,
        details json NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL
      )`);

    await runner.query(`
      CREATE TABLE discovered_devices (
        asset_id text COLLATE "C" PRIMARY KEY,
        first_seen_at timestamptz NOT NULL,
        source text NOT NULL,
        hints json NOT NULL,
        adoption json
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE discovered_devices');
    await runner.query('DROP TABLE audit_log');
    await runner.query('DROP TABLE api_keys');
    await runner.query('DROP TABLE dead_letter_counts');
    await runner.query('DROP TABLE dead_letters');
    await runner.query('DROP TABLE alert_notifications');
    await runner.query('DROP TABLE alerts');
    await runner.query('DROP TABLE series');
  }
}
