import { createHash } from 'node:crypto';
import { causeShares } from '../../domain/alerting/incidents/briefing.js';
import { type IncidentNews, incidentNewsOf } from '../../domain/alerting/incidents/incident-digest.js';
import { incidentNoticeKeyOf, type IncidentNotice } from '../../domain/alerting/incidents/incident-notice.js';
import { incidentLink, type NoticeContext } from './notice-context.js';

/** Rises when a field is removed or changes its meaning; new fields may come at any time. */
const bodyVersion = 1;

/** Incidents as JSON for programs, as webhooks and topics carry it, each once. Times are ISO 8601 UTC; what is not known is null. */
export function incidentsJson(context: NoticeContext, notices: readonly IncidentNotice[]): string {
  const incidents = incidentNewsOf(notices).map((news) => mapNews(context, news));
  return JSON.stringify({ version: bodyVersion, incidents });
}

/** The same for the same notices however often they are sent. */
export function incidentsKey(notices: readonly IncidentNotice[]): string {
  return createHash('sha256').update(notices.map(incidentNoticeKeyOf).sort().join('\n')).digest('hex');
}

function mapNews(context: NoticeContext, news: IncidentNews) {
  const { report, before } = news;
  const shares = causeShares(report.candidates);
  return {
    id: news.id,
    news: news.news,
    state: news.state,
    mergedInto: news.mergedInto ?? null,
    severity: news.severity,
    severityBefore: before && before.severity !== news.severity ? before.severity : null,
    title: news.title,
    site: context.site,
    room: context.placeOf(news.causeAssetId).room ?? null,
    causeAssetId: news.causeAssetId,
    causeBefore: before && before.causeAssetId !== news.causeAssetId ? before.causeAssetId : null,
    simulated: news.simulated,
    startsAt: new Date(news.startsAt).toISOString(),
    resolvedAt: news.resolvedAt === undefined ? null : new Date(news.resolvedAt).toISOString(),
    causes: report.candidates.map(({ assetId, reasons }, i) => ({ assetId, share: shares[i] ?? 0, reasons })),
    redundancy: report.redundancy,
    timeToLimit: report.outlook.map(({ assetId, limitC, nowC, slopeKPerMin, inMs }) => ({
      ...{ assetId, limitC, nowC, slopeKPerMin },
      inSeconds: inMs === undefined ? null : inMs / 1000,
    })),
    assets: report.assets,
    alertsByKind: report.alertsByKind,
    workloads: report.workloads,
    runbook: { causeKind: report.runbook.causeKind, steps: report.runbook.steps, urls: report.runbook.urls ?? [] },
    url: incidentLink(context, news.id) ?? null,
  };
}
