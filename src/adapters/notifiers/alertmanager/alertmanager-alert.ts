import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { AlertKind, AlertSeverity } from '../../../domain/alerting/alert.js';
import { alertLink, type NoticeContext } from '../notice-context.js';

/** An alert as `POST /api/v2/alerts` takes it; its labels are its identity. */
export interface PostableAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL?: string;
}

/** When the alert is sent, and until when it counts as firing unless it is renewed (epoch ms). */
export interface Validity {
  readonly now: number;
  readonly until: number;
}

const alertnames: Readonly<Record<AlertKind, string>> = {
  anomaly: 'TelemetryAnomaly',
  silent: 'TelemetrySilent',
  plenum: 'PlenumTroubled',
};

/**
 * A notice as alerts of Alertmanager, mostly one. Routes need the severity among the labels, so that an alert that became
 * more urgent is another one there: the one of before ends.
 */
export function postableAlerts(context: NoticeContext, notice: AlertNotice, validity: Validity): PostableAlert[] {
  const { escalatedFrom } = notice;
  const current = postable(context, notice, notice.severity, validity);
  if (escalatedFrom === undefined) return [current];
  const before = postable(context, { ...notice, state: 'resolved' }, escalatedFrom, validity);
  return [before, current];
}

function postable(
  context: NoticeContext,
  notice: AlertNotice,
  severity: AlertSeverity,
  { now, until }: Validity,
): PostableAlert {
  // Event time may be ahead of the clock, which is Alertmanager's; an end in the future would not be one yet.
  const startsAt = Math.min(notice.startsAt, now);
  const endsAt = notice.state === 'resolved' ? Math.max(startsAt, Math.min(notice.resolvedAt ?? now, now)) : until;
  const link = alertLink(context, notice);
  return {
    labels: labelsOf(context, notice, severity),
    annotations: { summary: notice.summary, alert_id: notice.id, ...(link !== undefined && { link }) },
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    ...(link !== undefined && { generatorURL: link }),
  };
}

/** Without empty ones, which Alertmanager takes for absent. */
function labelsOf(context: NoticeContext, notice: AlertNotice, severity: AlertSeverity): Record<string, string> {
  const { room, rack } = context.placeOf(notice.assetId);
  const labels = {
    alertname: alertnames[notice.kind],
    severity,
    site: context.site,
    room: room ?? '',
    rack: rack ?? '',
    asset: notice.assetId,
    metric: notice.metric,
    component: notice.component,
    simulated: notice.simulated ? 'true' : '',
  };
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}
