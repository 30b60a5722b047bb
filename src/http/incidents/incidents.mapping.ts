import type { IncidentView } from '../../application/query-incidents.js';
import { causeShares } from '../../domain/alerting/incidents/briefing.js';
import type { IncidentReport } from '../../domain/alerting/incidents/incident-report.js';
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
    candidates: candidatesOf(report),
    assets: [...report.assets],
    workloads: [...report.workloads],
    redundancy: report.redundancy.map((left) =>
      left.kind === 'power' ? { ...left, lostFeeds: [...left.lostFeeds] } : left,
    ),
    timeToLimit: report.outlook.map(({ inMs, ...rest }) => ({
      ...rest,
      inSeconds: inMs === undefined ? null : inMs / 1000,
    })),
    runbook: runbookOf(report),
    verdict: verdict ?? null,
    acknowledgedBy: incident.acknowledgedBy ?? null,
    acknowledgedAt: isoOrNull(incident.acknowledgedAt),
  };
}

function candidatesOf({ candidates }: IncidentReport): IncidentOut['candidates'] {
  const shares = causeShares(candidates);
  return candidates.map(({ assetId, score, coverage, precedence, peak, witness, reasons }, i) => ({
    ...{ assetId, score, coverage, precedence, witness },
    share: shares[i] ?? 0,
    peak: peak ?? null,
    reasons: [...reasons],
  }));
}

function runbookOf({ runbook: { causeKind, steps, actions = [], urls = [] } }: IncidentReport): IncidentOut['runbook'] {
  return { causeKind, steps: [...steps], actions: [...actions], urls: [...urls] };
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
    affected: byKind(incident.report, site),
    members,
    timeline: timeline.map(({ at, kind, text, alertId }) => ({ at: isoOf(at), kind, text, alertId: alertId ?? null })),
  };
}

/** Assets by kind as the site knows them now; `unknown` of a device that it does not know, `plenum` of Plenum itself. */
function byKind({ assets, kinds: ofAlerts = [] }: IncidentReport, site: SiteModel): IncidentDetailOut['affected'] {
  const isOwn = ofAlerts.length > 0 && ofAlerts.every((kind) => kind === 'plenum');
  const kinds = new Map<string, string[]>();
  for (const id of assets) {
    const kind = site.find(id)?.kind ?? (isOwn ? 'plenum' : 'unknown');
    const same = kinds.get(kind);
    if (same) same.push(id);
    else kinds.set(kind, [id]);
  }
  return [...kinds].map(([kind, ids]) => ({ kind, assets: ids }));
}
