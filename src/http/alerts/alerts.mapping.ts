import type { AcknowledgedAlert } from '../../ports/alert-log.js';
import { isoOf, isoOrNull, numberOrNull } from '../iso.js';
import type { AlertOut } from './alerts.schema.js';

export function mapAlert(alert: AcknowledgedAlert): AlertOut {
  return {
    id: alert.id,
    fingerprint: alert.fingerprint,
    kind: alert.kind,
    state: alert.state,
    severity: alert.severity,
    seriesId: alert.seriesId,
    assetId: alert.assetId,
    metric: alert.metric,
    component: alert.component,
    unit: alert.unit,
    simulated: alert.simulated,
    startsAt: isoOf(alert.startsAt),
    firedAt: isoOrNull(alert.firedAt),
    resolvedAt: isoOrNull(alert.resolvedAt),
    peakScore: alert.peakScore,
    value: numberOrNull(alert.value),
    expected: numberOrNull(alert.expected),
    summary: alert.summary,
    acknowledgedBy: alert.acknowledgedBy ?? null,
    acknowledgedAt: isoOrNull(alert.acknowledgedAt),
  };
}
