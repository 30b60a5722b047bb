import { briefingOf } from '../../../domain/alerting/incidents/briefing.js';
import { incidentNewsOf } from '../../../domain/alerting/incidents/incident-digest.js';
import { type IncidentNotice, noteOf } from '../../../domain/alerting/incidents/incident-notice.js';
import type { IncidentStanding } from '../../../domain/alerting/incidents/incident.js';
import { incidentLink, type NoticeContext } from '../notice-context.js';
import type { PostableAlert, Validity } from './alertmanager-alert.js';

const namedAssets = 12;

/**
 * Incidents as alerts of Alertmanager, one each. Routes need severity and place among the labels, so that an incident whose
 * severity or cause changed is another one there: those of before end.
 */
export function postableIncidents(
  context: NoticeContext,
  notices: readonly IncidentNotice[],
  validity: Validity,
): readonly PostableAlert[] {
  return incidentNewsOf(notices).flatMap((news) => {
    const ofIt = notices.filter(({ id }) => id === news.id);
    const current = postable(context, news, ofIt, validity);
    return [...endedOnes(context, ofIt, current, validity), current];
  });
}

function endedOnes(
  context: NoticeContext,
  notices: readonly IncidentNotice[],
  current: PostableAlert,
  { now }: Validity,
): readonly PostableAlert[] {
  const ended = new Map<string, PostableAlert>();
  for (const notice of notices) {
    const { before } = noteOf(notice);
    if (!before) continue;
    const labels = labelsOf(context, notice, before);
    ended.set(JSON.stringify(labels), { ...current, labels, endsAt: new Date(now).toISOString() });
  }
  ended.delete(JSON.stringify(current.labels));
  return [...ended.values()];
}

function postable(
  context: NoticeContext,
  incident: Omit<IncidentNotice, 'noteIndex'>,
  notices: readonly IncidentNotice[],
  { now, until }: Validity,
): PostableAlert {
  // Event time may be ahead of the clock, which is Alertmanager's; an end in the future would not be one yet.
  const startsAt = Math.min(incident.startsAt, now);
  const endsAt = incident.state === 'open' ? until : Math.max(startsAt, Math.min(incident.resolvedAt ?? now, now));
  const link = incidentLink(context, incident.id);
  const { redundancy, limits, causes, affected, steps } = briefingOf(incident.report, namedAssets);
  const description = [...redundancy, ...limits, `affected: ${affected}`].join('\n');
  const [runbook] = incident.report.runbook.urls ?? [];
  return {
    labels: labelsOf(context, incident, incident),
    annotations: {
      summary: incident.title,
      description,
      causes: causes.join('\n'),
      what_to_do: steps.join('\n'),
      incident_id: incident.id,
      news: notices.map((notice) => noteOf(notice).kind).join(', '),
      ...(runbook !== undefined && { runbook_url: runbook }),
      ...(link !== undefined && { link }),
    },
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    ...(link !== undefined && { generatorURL: link }),
  };
}

/** Without empty ones, which Alertmanager takes for absent. */
function labelsOf(
  context: NoticeContext,
  { id, simulated }: Pick<IncidentNotice, 'id' | 'simulated'>,
  { severity, causeAssetId }: IncidentStanding,
): Record<string, string> {
  const { room, rack } = context.placeOf(causeAssetId);
  const labels = {
    alertname: 'Incident',
    severity,
    site: context.site,
    room: room ?? '',
    rack: rack ?? '',
    asset: causeAssetId,
    incident: id,
    simulated: simulated ? 'true' : '',
  };
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}
