import type { AlertRelations } from '../../application/relate-alerts.js';
import type { QuietCover } from '../../domain/alerting/quiet/quiet-book.js';
import type { SiteModel } from '../../domain/assets/site-model.js';
import type { AcknowledgedAlert } from '../../ports/alert-log.js';
import { isoOf, isoOrNull, numberOrNull } from '../iso.js';
import type { AlertOut } from './alerts.schema.js';

/** The alert with its place in the site as it is now and how it stands; a device in no room or rack has none. */
export function mapAlert(alert: AcknowledgedAlert, site: SiteModel, standing: AlertRelations & QuietCover): AlertOut {
  return {
    id: alert.id,
    fingerprint: alert.fingerprint,
    kind: alert.kind,
    state: alert.state,
    severity: alert.severity,
    seriesId: alert.seriesId,
    assetId: alert.assetId,
    rack: site.enclosing(alert.assetId, 'rack')?.id ?? null,
    room: site.enclosing(alert.assetId, 'room')?.id ?? null,
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
    incidentId: standing.incidentId ?? null,
    verdict: standing.verdict ?? null,
    silencedBy: [...standing.silencedBy],
    maintenance: [...standing.maintenance],
  };
}
