import type { IncidentView } from '../../application/query-incidents.js';
import type { StandingVerdict } from '../../application/relate-alerts.js';
import type { SiteModel } from '../../domain/assets/site-model.js';
import type { AcknowledgedIncident } from '../../ports/incident-log.js';
import type { AlertOut } from '../alerts/alerts.schema.js';
import { isoOf, isoOrNull } from '../iso.js';
import type { IncidentDetailOut, IncidentOut } from './incidents.schema.js';

/** The incident with the place of its cause in the site as it is now. */
export function mapIncident(
  incident: AcknowledgedIncident,
  site: SiteModel,
  verdict: StandingVerdict | undefined,
): IncidentOut {
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
    verdict: verdict ?? null,
    acknowledgedBy: incident.acknowledgedBy ?? null,
    acknowledgedAt: isoOrNull(incident.acknowledgedAt),
  };
}

/** The incident with what it affects, its alerts and its story. */
export function mapIncidentView(
  { incident, timeline }: IncidentView,
  site: SiteModel,
  verdict: StandingVerdict | undefined,
  members: AlertOut[],
): IncidentDetailOut {
  return {
    ...mapIncident(incident, site, verdict),
    affected: byKind(incident.report.assets, site),
    members,
    timeline: timeline.map(({ at, kind, text, alertId }) => ({ at: isoOf(at), kind, text, alertId: alertId ?? null })),
  };
}

/** Assets by kind as the site knows them now; `unknown` of a device that it does not know. */
function byKind(assets: readonly string[], site: SiteModel): IncidentDetailOut['affected'] {
  const kinds = new Map<string, string[]>();
  for (const id of assets) {
    const kind = site.find(id)?.kind ?? 'unknown';
    const same = kinds.get(kind);
    if (same) same.push(id);
    else kinds.set(kind, [id]);
  }
  return [...kinds].map(([kind, ids]) => ({ kind, assets: ids }));
}
