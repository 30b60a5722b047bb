import type { Alert, AlertState } from '../../../domain/alerting/alert.js';
import { type AcknowledgedAlert, AlertLog, type AlertQuery, type RecordedChange } from '../../../ports/alert-log.js';
import { alertColumns, alertColumnValues, type AlertRow, mapAlert, recordAlerts } from './alert-row.js';
import type { Database } from './database.js';
import { asTime } from './times.js';

/** An absent filter is a null parameter. */
const listAlerts = `
  SELECT ${alertColumns} FROM alerts
  WHERE ($1::text[] IS NULL OR state = ANY ($1))
    AND ($2::text IS NULL OR asset_id = $2)
    AND ($3::int IS NULL OR series_id = $3)
    AND ($4::text IS NULL OR severity = $4)
    AND ($5::timestamptz IS NULL OR starts_at >= $5)
    AND ($6::timestamptz IS NULL OR starts_at < $6)
    AND ($7::timestamptz IS NULL OR (starts_at, id) < ($7, $8::text COLLATE "C"))
  ORDER BY starts_at DESC, id DESC
  LIMIT $9`;

/** A change is told as it was: one that has resolved since is told as fired first. */
const listUnnotified = `
  SELECT ${alertColumns}, alert_notifications.state AS "changedTo"
  FROM alert_notifications JOIN alerts ON alerts.id = alert_id
  ORDER BY position
  LIMIT $1`;

const removeNotified = `
  DELETE FROM alert_notifications
  USING unnest($1::text[], $2::text[]) AS told (alert_id, state)
  WHERE alert_notifications.alert_id = told.alert_id AND alert_notifications.state = told.state`;

/** The history of alerts as the table `alerts`, what is yet to be told as `alert_notifications`. Times `from` and `to` bound an alert's start. */
export class PostgresAlertLog extends AlertLog {
  constructor(private readonly database: Database) {
    super();
  }

  async record(alerts: readonly Alert[]): Promise<readonly RecordedChange[]> {
    const isNew = await this.database.transaction(async (query) => {
      const fresh = alerts.map(() => false);
      // One statement may touch a row once, and an alert fires before it resolves.
      for (const state of ['firing', 'resolved'] as const) {
        const firstById = firstOfEach(alerts, state);
        if (firstById.size === 0) continue;
        const given = [...firstById.values()].map(({ alert }) => alert);
        for (const { id } of await query<{ id: string }>(recordAlerts, alertColumnValues(given))) {
          const recorded = firstById.get(id);
          if (recorded) fresh[recorded.index] = true;
        }
      }
      return fresh;
    });
    return alerts.map((alert, index) => ({ alert, isNew: isNew[index] === true }));
  }

  async list(query: AlertQuery): Promise<readonly AcknowledgedAlert[]> {
    const rows = await this.database.query<AlertRow>(listAlerts, [
      query.states ?? null,
      query.assetId ?? null,
      query.seriesId ?? null,
      query.severity ?? null,
      asTime(query.fromMs),
      asTime(query.toMs),
      asTime(query.before?.startsAt),
      query.before?.id ?? null,
      query.limit,
    ]);
    return rows.map(mapAlert);
  }

  async find(id: string): Promise<AcknowledgedAlert | undefined> {
    const [row] = await this.database.query<AlertRow>(`SELECT ${alertColumns} FROM alerts WHERE id = $1`, [id]);
    return row && mapAlert(row);
  }

  async acknowledge(id: string, by: string, at: number): Promise<boolean> {
    const changed = await this.database.query(
      'UPDATE alerts SET acknowledged_by = $2, acknowledged_at = $3 WHERE id = $1 RETURNING id',
      [id, by, asTime(at)],
    );
    return changed.length > 0;
  }

  async unnotified(limit: number): Promise<readonly Alert[]> {
    const rows = await this.database.query<AlertRow & { changedTo: AlertState }>(listUnnotified, [limit]);
    return rows.map(({ changedTo, ...row }) => asItChanged(row, changedTo));
  }

  async markNotified(alerts: readonly Alert[]): Promise<void> {
    await this.database.query(removeNotified, [alerts.map(({ id }) => id), alerts.map(({ state }) => state)]);
  }
}

function asItChanged(row: AlertRow, state: AlertState): Alert {
  const { acknowledgedBy: _by, acknowledgedAt: _at, ...alert } = mapAlert(row);
  return { ...alert, state, resolvedAt: state === 'resolved' ? alert.resolvedAt : undefined };
}

/** The first alert of each id among those in the state, with its place in the list. */
function firstOfEach(
  alerts: readonly Alert[],
  state: AlertState,
): ReadonlyMap<string, { readonly alert: Alert; readonly index: number }> {
  const first = new Map<string, { alert: Alert; index: number }>();
  alerts.forEach((alert, index) => {
    if (alert.state === state && !first.has(alert.id)) first.set(alert.id, { alert, index });
  });
  return first;
}
