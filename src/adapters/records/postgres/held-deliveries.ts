import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { QuietReason } from '../../../domain/alerting/quiet/held-notices.js';
import type { Hearing, HeldDeliveries } from '../../../ports/held-notice-deliveries.js';
import { mapAlert } from './alert-row.js';
import { mapNotice, noticeColumns, type NoticeRow } from './notice-row.js';

/** The condition on a delivery that it is held. */
const heldDeliveries = 'notice_deliveries.quiet_reason IS NOT NULL AND notice_deliveries.withheld_at IS NULL';

/** The condition on a delivery that its receiver hears, or is about to hear, that the alert fires. */
const heardDeliveries = `notice_deliveries.state = 'firing' AND notice_deliveries.quiet_reason IS NULL`;

/** `given.text` is what to write beside each: the severity told before, or the reason. */
const heldGiven = `
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $6::text[]) AS given (receiver, alert_id, state, severity, text)
  WHERE ${heldDeliveries}
    AND (notice_deliveries.receiver, notice_deliveries.alert_id, notice_deliveries.state, notice_deliveries.severity)
      = (given.receiver, given.alert_id, given.state, given.severity)`;

export const releaseHeld = `
  UPDATE notice_deliveries SET quiet_reason = NULL, queued_at = $5, escalated_from = given.text ${heldGiven}`;
export const withholdHeld = `
  UPDATE notice_deliveries SET withheld_at = $5, quiet_reason = coalesce(given.text, quiet_reason) ${heldGiven}`;

export type HeldRow = NoticeRow & {
  readonly receiver: string;
  readonly queuedAt: Date;
  readonly keptFor: QuietReason;
  readonly isHeard: boolean;
};

export const listHeld = `
  SELECT ${noticeColumns('notice_deliveries')}, receiver, queued_at AS "queuedAt", quiet_reason AS "keptFor",
    EXISTS (
      SELECT FROM notice_deliveries AS heard
      WHERE heard.alert_id = alerts.id AND heard.receiver = notice_deliveries.receiver
        AND heard.state = 'firing' AND heard.quiet_reason IS NULL) AS "isHeard"
  FROM notice_deliveries JOIN alerts ON alerts.id = alert_id
  WHERE ${heldDeliveries} AND alert_id IN (
    SELECT DISTINCT alert_id FROM notice_deliveries WHERE ${heldDeliveries} AND alert_id > $1 ORDER BY alert_id LIMIT $2)
  ORDER BY alert_id, receiver, position`;

export const listHearings = `
  SELECT alert_id AS "alertId", receiver, bool_or(${heardDeliveries}) AS "isHeard",
    max(quiet_reason) AS "keptFor"
  FROM notice_deliveries
  WHERE alert_id = ANY ($1::text[]) AND state = 'firing'
  GROUP BY alert_id, receiver`;

export type HearingRow = Omit<Hearing, 'keptFor'> & { readonly keptFor: QuietReason | null };

/** Rows of `listHeld`, those of one alert and receiver together. */
export function groupHeld(rows: readonly HeldRow[]): readonly HeldDeliveries[] {
  const groups = new Map<string, HeldDeliveries & { readonly notices: AlertNotice[] }>();
  for (const { receiver, queuedAt, isHeard, keptFor, ...row } of rows) {
    const key = `${row.id} ${receiver}`;
    const group = groups.get(key);
    if (group) group.notices.push(mapNotice(row));
    else
      groups.set(key, {
        alert: alertOf(row),
        receiver,
        heldSince: queuedAt.getTime(),
        isHeard,
        keptFor,
        notices: [mapNotice(row)],
      });
  }
  return [...groups.values()];
}

function alertOf({ toldState: _state, toldSeverity: _severity, escalatedFrom: _from, ...row }: NoticeRow) {
  const { acknowledgedBy: _by, acknowledgedAt: _at, ...alert } = mapAlert(row);
  return alert;
}
