import { createHash } from 'node:crypto';
import { type AlertNotice, noticeKeyOf } from '../../../domain/alerting/alert-notice.js';

/** Rises when a field is removed or changes its meaning; new fields may come at any time. */
const bodyVersion = 1;

/** The JSON that a webhook receives. Times are ISO 8601 UTC; what is not known is null. */
export function webhookBody(notices: readonly AlertNotice[]): string {
  return JSON.stringify({ version: bodyVersion, alerts: notices.map(mapNotice) });
}

/** The same for the same notices however often they are sent: a hash of their ids, states and severities. */
export function idempotencyKey(notices: readonly AlertNotice[]): string {
  return createHash('sha256').update(notices.map(noticeKeyOf).sort().join('\n')).digest('hex');
}

function mapNotice(alert: AlertNotice) {
  return {
    id: alert.id,
    fingerprint: alert.fingerprint,
    kind: alert.kind,
    state: alert.state,
    severity: alert.severity,
    escalatedFrom: alert.escalatedFrom ?? null,
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
  };
}

function isoTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function finiteNumber(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
