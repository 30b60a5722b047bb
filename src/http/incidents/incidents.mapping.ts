import type { IncidentView } from '../../application/query-incidents.js';
import type { QuietCover } from '../../domain/alerting/quiet/quiet-book.js';
import type { SiteModel } from '../../domain/assets/site-model.js';
import type { AcknowledgedAlert } from '../../ports/alert-log.js';
import type { AcknowledgedIncident } from '../../ports/incident-log.js';
import { mapAlert } from '../alerts/alerts.mapping.js';
import { isoOf, isoOrNull } from '../iso.js';
import type { IncidentDetailOut, IncidentOut } from './incidents.schema.js';

/** The incident with the place of its cause in the site as it is now. */
export function mapIncident(incident: AcknowledgedIncident, site: SiteModel): IncidentOut {
  const { report } = incident;
  return {
    id: incident.id,
    state: incident.state,
    mergedInto: incident.mergedInto ?? null,
    severity: incident.severity,
    title: incident.title,
    causeAssetId: incident.causeAssetId,
    room: site.enclosing(incident.causeAssetId, 'room')?.id ?? null,
    simulated: incident.simulated,
    startsAt: isoOf(incident.startsAt),
    resolvedAt: isoOrNull(incident.resolvedAt),
    alerts: Object.values(report.alertsByKind).reduce((sum, count) => sum + count, 0),
    alertsByKind: { ...report.alertsByKind },
    candidates: report.candidates.map((candidate) => ({ ...candidate, reasons: [...candidate.reasons] })),
    assets: [...report.assets],
    workloads: [...report.workloads],
    redundancy: report.redundancy.map((left) =>
      left.kind === 'power' ? { ...left, lostFeeds: [...left.lostFeeds] } : left,
    ),
    timeToLimit: report.outlook.map(({ inMs, ...rest }) => ({
      ...rest,
      inSeconds: inMs === undefined ? null : inMs / 1000,
    })),
    runbook: { causeKind: report.runbook.causeKind, steps: [...report.runbook.steps] },
    acknowledgedBy: incident.acknowledgedBy ?? null,
    acknowledgedAt: isoOrNull(incident.acknowledgedAt),
  };
}

/** The incident with its alerts and its story. */
export function mapIncidentView(
  { incident, members, timeline }: IncidentView,
  site: SiteModel,
  coverOf: (alert: AcknowledgedAlert) => QuietCover,
): IncidentDetailOut {
  return {
    ...mapIncident(incident, site),
    members: members.map((alert) => mapAlert(alert, site, coverOf(alert))),
    timeline: timeline.map(({ at, kind, text, alertId }) => ({ at: isoOf(at), kind, text, alertId: alertId ?? null })),
  };
}
