import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { Alert, AlertSeverity } from '../../../domain/alerting/alert.js';
import { alertColumns, type AlertRow, mapAlert } from './alert-row.js';

/** A row of `alerts` beside one of a table of notices, as `noticeColumns` reads it. */
export interface NoticeRow extends AlertRow {
  readonly toldState: Alert['state'];
  readonly toldSeverity: AlertSeverity;
  readonly escalatedFrom: AlertSeverity | null;
}

/** The columns of a notice of this table, joined with its alert. */
export function noticeColumns(table: string): string {
  return `${alertColumns},
    ${table}.state AS "toldState", ${table}.severity AS "toldSeverity", ${table}.escalated_from AS "escalatedFrom"`;
}

/** A change is told as what it was: one that has resolved since is told as fired first. */
export function mapNotice({ toldState, toldSeverity, escalatedFrom, ...row }: NoticeRow): AlertNotice {
  const { acknowledgedBy: _by, acknowledgedAt: _at, ...alert } = mapAlert(row);
  return {
    ...alert,
    state: toldState,
    severity: toldSeverity,
    resolvedAt: toldState === 'resolved' ? alert.resolvedAt : undefined,
    ...(escalatedFrom !== null && { escalatedFrom }),
  };
}
