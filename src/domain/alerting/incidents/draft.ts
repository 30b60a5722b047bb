import { type Alert, graver } from '../alert.js';
import type { Asset } from '../../assets/asset.js';
import { fnv1a128 } from '../fingerprint.js';
import type { CausalMap } from './causal-map.js';
import { describeIncident } from './describe-incident.js';
import { firstOnsetOf, latestOf, quietAtOf } from './incident-span.js';
import type { IncidentReport } from './incident-report.js';
import type { Incident, IncidentNote, IncidentStanding, IncidentWithMembers } from './incident.js';
import { rankCauses } from './rank-causes.js';
import { tippingAlert } from './tipping-alert.js';
import { urgentSince } from './urgent-since.js';

/**
 * A new incident about these alerts. Its id comes from its first alert, so that a replay makes the same one; if that was told
 * with another incident until now, also from how that one stands.
 */
export function openIncident(
  map: CausalMap,
  members: readonly Alert[],
  toldWith: (alertId: string) => Incident | undefined,
): IncidentWithMembers {
  const { title, severity, report } = describeIncident(map, members, []);
  const [first] = members;
  const [cause] = report.candidates;
  if (!first || !cause) throw new Error('BUG: an incident without alerts');
  const before = toldWith(first.id);
  const origin = before ? [first.id, before.id, before.notes.length] : [first.id];
  return {
    id: fnv1a128(['incident', ...origin].join('|')),
    state: 'open',
    mergedInto: undefined,
    severity,
    title,
    causeAssetId: cause.assetId,
    simulated: first.simulated,
    startsAt: firstOnsetOf(members),
    quietAt: quietAtOf(members),
    quietSeenAt: undefined,
    resolvedAt: undefined,
    notes: [{ at: first.firedAt ?? first.startsAt, kind: 'opened', text: openingText(first, before) }],
    report,
    members,
  };
}

function openingText({ summary }: Alert, before: Incident | undefined): string {
  return before ? `${summary} (was told with "${before.title}")` : summary;
}

/** The incident with these alerts, described anew. The same object when that says nothing new. Severity never falls. */
export function withMembers(
  map: CausalMap,
  incident: IncidentWithMembers,
  members: readonly Alert[],
): IncidentWithMembers {
  const { title, severity, report } = describeIncident(map, members, incident.report.outlook);
  const quietAt = quietAtOf(members);
  const next: IncidentWithMembers = {
    ...incident,
    title,
    severity: graver(severity, incident.severity),
    causeAssetId: report.candidates[0]?.assetId ?? incident.causeAssetId,
    startsAt: firstOnsetOf(members),
    quietAt,
    quietSeenAt: quietAt === incident.quietAt ? incident.quietSeenAt : undefined,
    report,
    members,
  };
  return isSame(incident, next) ? incident : { ...next, notes: [...incident.notes, ...newsOf(map, incident, next)] };
}

/** An incident whose alerts another one has taken over. */
export function mergedInto(incident: IncidentWithMembers, by: IncidentWithMembers): IncidentWithMembers {
  const text = `has the same cause as "${by.title}" and is told there`;
  const note: IncidentNote = { at: latestOf(incident.members), kind: 'merged', text };
  return { ...incident, state: 'merged', mergedInto: by.id, notes: [...incident.notes, note], members: [] };
}

/** The incident, saying that it has taken over the alerts of others. */
export function tookOver(incident: IncidentWithMembers, others: readonly IncidentWithMembers[]): IncidentWithMembers {
  if (others.length === 0) return incident;
  const at = latestOf(incident.members);
  const notes = others.map(({ title }): IncidentNote => ({ at, kind: 'merged', text: `took over "${title}"` }));
  return { ...incident, notes: [...incident.notes, ...notes] };
}

function isSame(before: IncidentWithMembers, after: IncidentWithMembers): boolean {
  return (
    before.title === after.title &&
    before.severity === after.severity &&
    before.causeAssetId === after.causeAssetId &&
    before.quietAt === after.quietAt &&
    before.members.length === after.members.length &&
    before.members.every(({ id }, i) => id === after.members[i]?.id) &&
    JSON.stringify(before.report) === JSON.stringify(after.report)
  );
}

function newsOf(map: CausalMap, before: IncidentWithMembers, after: IncidentWithMembers): readonly IncidentNote[] {
  const at = latestOf(after.members);
  const opened = before.notes[0]?.at ?? -Infinity;
  const notes = [...causeNews(map, before, after)];
  if (before.severity !== after.severity) {
    const text = `${after.severity}, was ${before.severity}`;
    const since = Math.max(urgentSince(map, after.members, after.severity) ?? at, opened);
    notes.push({ at: since, kind: 'severity', text, before: standingOf(before) });
  }
  const reached = reachedSince(map, before.report, after.members);
  if (reached.length > 0) {
    const since = Math.max(opened, ...reached.map(({ by }) => firingOf(by)));
    notes.push({ at: since, kind: 'spread', text: `now also ${reached.map(({ what }) => what).join(', ')}` });
  }
  return notes;
}

/** Rooms and kinds of alerts that are new, and by which alert: by them receivers may ask for incidents. */
function reachedSince(
  map: CausalMap,
  before: IncidentReport,
  members: readonly Alert[],
): readonly { readonly what: string; readonly by: Alert }[] {
  const knownRooms = new Set(before.assets.map((id) => roomOf(map, id)?.id));
  const reached = new Map<string, Alert>();
  for (const alert of members) {
    const room = roomOf(map, alert.assetId);
    const what = room && !knownRooms.has(room.id) ? `in ${room.name}` : undefined;
    if (what !== undefined && !reached.has(what)) reached.set(what, alert);
  }
  // Older releases have recorded no kinds.
  const kinds = new Map<string, Alert>();
  for (const alert of members) {
    if (before.kinds?.includes(alert.kind) === false && !kinds.has(alert.kind)) kinds.set(alert.kind, alert);
  }
  return [
    ...[...reached].map(([what, by]) => ({ what, by })),
    ...[...kinds]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([kind, by]) => ({ what: `alerts of kind ${kind}`, by })),
  ];
}

function roomOf({ site }: CausalMap, assetId: string): Asset | undefined {
  return site.enclosing(assetId, 'room');
}

/** A cause is no news before the one that it takes the place of. */
function causeNews(map: CausalMap, before: IncidentWithMembers, after: IncidentWithMembers): readonly IncidentNote[] {
  const { causeAssetId, members } = after;
  if (before.causeAssetId === causeAssetId) return [];
  const pointsAtIt = (some: readonly Alert[]) => rankCauses(map, some)[0]?.assetId === causeAssetId;
  const tipping = tippingAlert(members, isNewTo([before]), pointsAtIt);
  const others = before.notes.filter(({ kind }) => kind === 'opened' || kind === 'cause').map(({ at }) => at);
  return [
    {
      at: tipping ? Math.max(firingOf(tipping), ...others) : latestOf(members),
      kind: 'cause',
      text: `${causeAssetId} is now the most likely cause`,
      before: standingOf(before),
    },
  ];
}

/** Whether an alert belonged to none of the incidents. */
function isNewTo(incidents: readonly IncidentWithMembers[]): (alert: Alert) => boolean {
  const known = new Set(incidents.flatMap(({ members }) => members.map(({ id }) => id)));
  return ({ id }) => !known.has(id);
}

function firingOf({ firedAt, startsAt }: Alert): number {
  return firedAt ?? startsAt;
}

function standingOf({ severity, causeAssetId }: IncidentStanding): IncidentStanding {
  return { severity, causeAssetId };
}
