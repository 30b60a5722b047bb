import { createHash } from 'node:crypto';
import { type AlertNotice, noticeKeyOf } from '../../domain/alerting/alert-notice.js';
import { alertLink, type NoticeContext } from './notice-context.js';

/** Rises when a field is removed or changes its meaning; new fields may come at any time. */
const bodyVersion = 1;

/** Notices as JSON for programs, as webhooks and topics carry it. Times are ISO 8601 UTC; what is not known is null. */
export function noticesJson(context: NoticeContext, notices: readonly AlertNotice[]): string {
  return JSON.stringify({ version: bodyVersion, alerts: notices.map((notice) => mapNotice(context, notice)) });
}

/** The same for the same notices however often they are sent: a hash of their ids, states and severities. */
export function idempotencyKey(notices: readonly AlertNotice[]): string {
  return createHash('sha256').update(notices.map(noticeKeyOf).sort().join('\n')).digest('hex');
}

function mapNotice(context: NoticeContext, alert: AlertNotice) {
  const { room, rack } = context.placeOf(alert.assetId);
  return {
    id: alert.id,
    fingerprint: alert.fingerprint,
    kind: alert.kind,
    state: alert.state,
    severity: alert.severity,
    escalatedFrom: alert.escalatedFrom ?? null,
    site: context.site,
    room: room ?? null,
    rack: rack ?? null,
    assetId: alert.assetId,
    metric: alert.metric,
    component: alert.component,
    unit: alert.unit,
    simulated: alert.simulated,
    startsAt: isoTime(alert.startsAt),
    firedAt: isoTime(alert.firedAt),
    resolvedAt: isoTime(alert.resolvedAt),
    peakScore: finiteNumber(alert.peakScore),
    value: finiteNumber(alert.value),
    expected: finiteNumber(alert.expected),
    summary: alert.summary,
    url: alertLink(context, alert) ?? null,
  };
}

function isoTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function finiteNumber(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
