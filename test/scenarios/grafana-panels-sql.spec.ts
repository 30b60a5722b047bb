import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresAlertLog } from '../../src/adapters/records/postgres/postgres-alert-log.js';
import { PostgresIncidentLog } from '../../src/adapters/records/postgres/postgres-incident-log.js';
import type { Database } from '../../src/adapters/records/postgres/database.js';
import { anAlert, anIncident, noon } from '../alerting/builders.js';
import { openEmbedded } from '../records/databases.js';
import { dashboardsOf, filledSql } from './dashboard-files.js';

/** The queries and tables are real; the macros and variables of Grafana's PostgreSQL data source are filled here. */
const choices = { asset: ['srv-1'], metric: ['hw.host.power'] };
const range = { fromMs: noon - 3_600_000, toMs: noon + 3_600_000, intervalS: 60 };

describe('alert and incident panels of distributed mode', () => {
  let opened: Awaited<ReturnType<typeof openEmbedded>>;
  let database: Database;

  beforeAll(async () => {
    opened = await openEmbedded();
    database = opened.database;
    const severities = ['critical', 'warning', 'info'] as const;
    const alerts = severities.map((severity) =>
      anAlert({
        id: severity,
        severity,
        state: 'firing',
        assetId: 'srv-1',
        metric: 'hw.host.power',
        startsAt: noon,
        firedAt: noon,
      }),
    );
    await new PostgresAlertLog(database).record(alerts);
    await new PostgresIncidentLog(database).record(
      alerts.map((alert) =>
        anIncident({ id: alert.id, severity: alert.severity, causeAssetId: 'srv-1', startsAt: noon, members: [alert] }),
      ),
    );
  });
  afterAll(() => opened.close());

  const queries = dashboardsOf('distributed').flatMap((board) => board.queries.filter(({ sql }) => sql !== undefined));

  it.each(queries.map((query) => [`${query.board}: ${query.panel}`, query] as const))('%s', async (_title, { sql }) => {
    const rows = await database.query<Record<string, unknown>>(filledSql(sql ?? '', choices, range));
    expect(rows.length).toBeGreaterThan(0);
    if ('open' in (rows[0] ?? {})) expect(Number(rows[0]?.['open'])).toBeGreaterThan(0);
    if ('cause' in (rows[0] ?? {})) expect(rows[0]).toMatchObject({ cause: 'srv-1' });
    if ('title' in (rows[0] ?? {}))
      expect(rows[0]).toMatchObject({ affected: 1, alerts: '1', title: expect.stringMatching(/./) as unknown });
    if ('summary' in (rows[0] ?? {})) expect(rows[0]).toMatchObject({ asset: 'srv-1', metric: 'hw.host.power' });
  });

  it('the panels are those that embedded mode has', () => {
    const panelsOf = (mode: 'embedded' | 'distributed') =>
      dashboardsOf(mode).flatMap(({ queries }) => queries.map(({ board, panel, refId }) => [board, panel, refId]));
    expect(panelsOf('distributed')).toEqual(panelsOf('embedded'));
    expect(queries.length).toBeGreaterThanOrEqual(9);
  });
});
