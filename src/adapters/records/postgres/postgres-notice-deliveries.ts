import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import { alertColumns, type AlertRow, mapAlert } from './alert-row.js';
import type { Database } from './database.js';
import type { DeliveryTable } from './delivery-table.js';
import { mapNotice, noticeColumns, type NoticeRow } from './notice-row.js';
import { PostgresDeliveries } from './postgres-deliveries.js';

const table: DeliveryTable<AlertNotice, NoticeRow> = {
  name: 'notice_deliveries',
  key: [
    { name: 'alert_id', type: 'text', valueOf: ({ id }) => id },
    { name: 'state', type: 'text', valueOf: ({ state }) => state },
    { name: 'severity', type: 'text', valueOf: ({ severity }) => severity },
  ],
  rest: [{ name: 'escalated_from', type: 'text', valueOf: ({ escalatedFrom }) => escalatedFrom ?? null }],
  joined: 'notice_deliveries JOIN alerts ON alerts.id = alert_id',
  columns: noticeColumns('notice_deliveries'),
  map: mapNotice,
  standing: `
    SELECT ${alertColumns} FROM alerts
    WHERE state = 'firing' AND EXISTS (
      SELECT FROM notice_deliveries WHERE alert_id = alerts.id AND receiver = $1 AND confirmed_at IS NOT NULL)
    ORDER BY starts_at, id`,
  mapStanding: mapFiring,
};

/** What receivers are told of alerts: the table `notice_deliveries`. */
export class PostgresNoticeDeliveries extends PostgresDeliveries<AlertNotice, NoticeRow> {
  constructor(database: Database) {
    super(database, table);
  }
}

function mapFiring(row: AlertRow): AlertNotice {
  const { acknowledgedBy: _by, acknowledgedAt: _at, ...alert } = mapAlert(row);
  return alert;
}
