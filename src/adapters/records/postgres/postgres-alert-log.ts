import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { Alert, AlertSeverity } from '../../../domain/alerting/alert.js';
import {
  type AcknowledgedAlert,
  AlertLog,
  type AlertQuery,
  type RecordedChange,
  type RevisedAlert,
} from '../../../ports/alert-log.js';
import { revisedColumnValues, reviseAlerts } from './alert-revision.js';
import { acknowledge } from './acknowledge.js';
import { alertColumns, alertColumnValues, type AlertRow, mapAlert, recordAlerts } from './alert-row.js';
import type { Database } from './database.js';
import { mapNotice, noticeColumns, type NoticeRow } from './notice-row.js';
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
    AND ($9::timestamptz IS NULL OR resolved_at >= $9)
    AND ($10::text[] IS NULL OR asset_id = ANY ($10))
  ORDER BY starts_at DESC, id DESC
  LIMIT $11`;

const listUnnotified = `
  SELECT ${noticeColumns('alert_notifications')}
  FROM alert_notifications JOIN alerts ON alerts.id = alert_id
  ORDER BY position
  LIMIT $1`;

const removeNotified = `
  DELETE FROM alert_notifications
  USING unnest($1::text[], $2::text[], $3::text[]) AS told (alert_id, state, severity)
  WHERE (alert_notifications.alert_id, alert_notifications.state, alert_notifications.severity)
      = (told.alert_id, told.state, told.severity)`;

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

  async revise(alerts: readonly Alert[]): Promise<readonly RevisedAlert[]> {
    const lastById = new Map(alerts.map((alert) => [alert.id, alert]));
    const rows = await this.database.query<AlertRow & { escalatedFrom: AlertSeverity | null }>(
      reviseAlerts,
      revisedColumnValues([...lastById.values()]),
    );
    const revisedById = new Map(rows.map((row) => [row.id, row]));
    return [...lastById.keys()].flatMap((id) => {
      const row = revisedById.get(id);
      if (!row) return [];
      const { escalatedFrom, ...alert } = row;
      return [{ alert: mapAlert(alert), escalatedFrom: escalatedFrom ?? undefined }];
    });
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
      asTime(query.endedFromMs),
      query.among ? [...query.among] : null,
      query.limit,
    ]);
    return rows.map(mapAlert);
  }

  async find(id: string): Promise<AcknowledgedAlert | undefined> {
    const [row] = await this.database.query<AlertRow>(`SELECT ${alertColumns} FROM alerts WHERE id = $1`, [id]);
    return row && mapAlert(row);
  }

  acknowledge(id: string, by: string, at: number): Promise<boolean> {
    return acknowledge(this.database, 'alerts', id, { by, at });
  }

  async unnotified(limit: number): Promise<readonly AlertNotice[]> {
    const rows = await this.database.query<NoticeRow>(listUnnotified, [limit]);
    return rows.map(mapNotice);
  }

  async markNotified(notices: readonly AlertNotice[]): Promise<void> {
    await this.database.query(removeNotified, [
      notices.map(({ id }) => id),
      notices.map(({ state }) => state),
      notices.map(({ severity }) => severity),
    ]);
  }
}

/** The first alert of each id among those in the state, with its place in the list. */
function firstOfEach(
  alerts: readonly Alert[],
  state: Alert['state'],
): ReadonlyMap<string, { readonly alert: Alert; readonly index: number }> {
  const first = new Map<string, { alert: Alert; index: number }>();
  alerts.forEach((alert, index) => {
    if (alert.state === state && !first.has(alert.id)) first.set(alert.id, { alert, index });
  });
  return first;
}
