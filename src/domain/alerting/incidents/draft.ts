import { type Alert, graver } from '../alert.js';
import { fnv1a128 } from '../fingerprint.js';
import type { CausalMap } from './causal-map.js';
import { describeIncident } from './describe-incident.js';
import { firstOnsetOf, latestOf, quietAtOf } from './incident-span.js';
import type { IncidentReport } from './incident-report.js';
import type { IncidentNote, IncidentStanding, IncidentWithMembers } from './incident.js';
import { rankCauses } from './rank-causes.js';
import { strongestWitness } from './witness.js';

/** A new incident about one alert. Its id comes from the alert's, so that a replay makes the same one. */
export function openIncident(map: CausalMap, alert: Alert): IncidentWithMembers {
  const members = [alert];
  const { title, severity, report } = describeIncident(map, members, []);
  return {
    id: fnv1a128(`incident|${alert.id}`),
    state: 'open',
    mergedInto: undefined,
    severity,
    title,
    causeAssetId: report.candidates[0]?.assetId ?? alert.assetId,
    simulated: alert.simulated,
    startsAt: alert.startsAt,
    quietAt: quietAtOf(members),
    quietSeenAt: undefined,
    resolvedAt: undefined,
    notes: [{ at: alert.firedAt ?? alert.startsAt, kind: 'opened', text: alert.summary }],
    report,
    members,
  };
}

/**
 * The incident with one alert more. Its cause is up to date, its description waits for `withMembers`: in a storm many alerts
 * join within one turn.
 */
export function withAlert(map: CausalMap, incident: IncidentWithMembers, alert: Alert): IncidentWithMembers {
  const members = [...incident.members, alert];
  const ranked = mayChangeCause(incident, alert) ? rankCauses(map, members)[0] : undefined;
  const causeAssetId = ranked?.assetId ?? incident.causeAssetId;
  const at = alert.firedAt ?? alert.startsAt;
  return {
    ...incident,
    causeAssetId,
    notes: [...incident.notes, ...causeNews(incident, causeAssetId, at)],
    startsAt: Math.min(incident.startsAt, alert.startsAt),
    quietAt: quietAtOf(members),
    members,
  };
}

/** Whether an alert says something that weighs: of a new asset, or something stronger of a known one. */
function mayChangeCause({ members }: IncidentWithMembers, alert: Alert): boolean {
  const known = members.filter(({ assetId }) => assetId === alert.assetId);
  return known.length === 0 || strongestWitness(known) !== strongestWitness([...known, alert]);
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

/** The younger of two incidents with one cause goes into the older one. */
export function mergeInto(map: CausalMap, older: IncidentWithMembers, younger: IncidentWithMembers) {
  const at = Math.max(latestOf(older.members), latestOf(younger.members));
  const members = [...older.members, ...younger.members].sort(byFiring);
  const note = (text: string): IncidentNote => ({ at, kind: 'merged', text });
  const { members: _moved, ...rest } = younger;
  const merged: IncidentWithMembers = {
    ...rest,
    state: 'merged',
    mergedInto: older.id,
    notes: [...younger.notes, note(`has the same cause as "${older.title}" and is told there`)],
    members: [],
  };
  const joined = withMembers(map, older, members);
  return { merged, remaining: { ...joined, notes: [...joined.notes, note(`took over "${younger.title}"`)] } };
}

function isSame(before: IncidentWithMembers, after: IncidentWithMembers): boolean {
  return (
    before.title === after.title &&
    before.severity === after.severity &&
    before.causeAssetId === after.causeAssetId &&
    before.quietAt === after.quietAt &&
    before.members.length === after.members.length &&
    JSON.stringify(before.report) === JSON.stringify(after.report)
  );
}

function newsOf(map: CausalMap, before: IncidentWithMembers, after: IncidentWithMembers): readonly IncidentNote[] {
  const at = latestOf(after.members);
  const notes = [...causeNews(before, after.causeAssetId, at)];
  if (before.severity !== after.severity) {
    const text = `${after.severity}, was ${before.severity}`;
    notes.push({ at, kind: 'severity', text, before: standingOf(before) });
  }
  const reached = reachedSince(map, before.report, after.report);
  if (reached.length > 0) notes.push({ at, kind: 'spread', text: `now also ${reached.join(', ')}` });
  return notes;
}

/** Rooms and kinds of alerts that are new: by them receivers may ask for incidents. */
function reachedSince(map: CausalMap, before: IncidentReport, after: IncidentReport): readonly string[] {
  const known = roomsOf(map, before.assets);
  const rooms = [...roomsOf(map, after.assets)].filter(([id]) => !known.has(id)).map(([, name]) => `in ${name}`);
  // Older releases have recorded no kinds.
  const kinds = (after.kinds ?? []).filter((kind) => before.kinds?.includes(kind) === false);
  return [...rooms, ...kinds.map((kind) => `alerts of kind ${kind}`)];
}

/** Names by id. */
function roomsOf({ site }: CausalMap, assets: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    assets.flatMap((id) => {
      const room = site.enclosing(id, 'room');
      return room ? [[room.id, room.name] as const] : [];
    }),
  );
}

function causeNews(before: IncidentStanding, after: string, at: number): readonly IncidentNote[] {
  if (before.causeAssetId === after) return [];
  return [{ at, kind: 'cause', text: `${after} is now the most likely cause`, before: standingOf(before) }];
}

function standingOf({ severity, causeAssetId }: IncidentStanding): IncidentStanding {
  return { severity, causeAssetId };
}

function byFiring(left: Alert, right: Alert): number {
  return (left.firedAt ?? 0) - (right.firedAt ?? 0) || (left.id < right.id ? -1 : 1);
}
