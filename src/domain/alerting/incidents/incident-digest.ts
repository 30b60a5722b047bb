import { type AlertSeverity, compareSeverity, graver } from '../alert.js';
import { type IncidentNotice, noteOf } from './incident-notice.js';
import type { Incident, IncidentNote, IncidentStanding } from './incident.js';

/** All that one message says of one incident. */
export interface IncidentNews extends Incident {
  /** What has happened, in order, each kind once. */
  readonly news: readonly IncidentNote['kind'][];
  /** How it stood before the first change that the message tells of; undefined when it changed neither severity nor cause. */
  readonly before: IncidentStanding | undefined;
}

/** What one message says of many incidents, for people to read. */
export interface IncidentDigest {
  /** The gravest severity of those that are open, or of what is over when none is. */
  readonly gravest: AlertSeverity;
  readonly open: number;
  /** Resolved, or part of another one by now. */
  readonly over: number;
  readonly isSimulated: boolean;
  /** Open ones first, the gravest first. */
  readonly shown: readonly IncidentNews[];
  readonly hidden: number;
}

/**
 * The notices of a message, one piece of news for each incident. Left out is what leaves its reader as wise as before: an
 * incident that began and became part of another within one message, and a cause that changed and changed back.
 */
export function incidentNewsOf(notices: readonly IncidentNotice[]): readonly IncidentNews[] {
  const byId = new Map<string, IncidentNotice[]>();
  for (const notice of notices) byId.set(notice.id, [...(byId.get(notice.id) ?? []), notice]);
  return [...byId.values()].flatMap((ofOne) => newsOfOne(ofOne) ?? []);
}

/** Sums up at least one piece of news; shows at most `limit` incidents. */
export function incidentDigestOf(news: readonly IncidentNews[], limit: number): IncidentDigest {
  const sorted = [...news].sort(byUrgency);
  const open = sorted.filter(({ state }) => state === 'open');
  if (sorted.length === 0) throw new Error('BUG: a digest of nothing');
  return {
    gravest: (open.length > 0 ? open : sorted).map(({ severity }) => severity).reduce(graver),
    open: open.length,
    over: sorted.length - open.length,
    isSimulated: sorted.every(({ simulated }) => simulated),
    shown: sorted.slice(0, limit),
    hidden: Math.max(0, sorted.length - limit),
  };
}

/** One line that leads with the cause: `CRITICAL: CRAH hall-1-crah-3: fan stopped; 6 racks in Hall 1 affected`. */
export function incidentHeadlineOf({ shown, hidden, isSimulated }: IncidentDigest): string {
  const [first] = shown;
  const more = shown.length + hidden - 1;
  const others = more > 0 ? ` (and ${more} more ${more === 1 ? 'incident' : 'incidents'})` : '';
  const what = first ? `${incidentStandingOf(first).toUpperCase()}: ${first.title}` : '';
  return `${isSimulated ? '[simulated] ' : ''}${what}${others}`;
}

/** How an incident stands and what is new of it, in a few words: `critical, was warning`, `warning, another cause`, `resolved`. */
export function incidentStandingOf({ state, severity, news, before, causeAssetId }: IncidentNews): string {
  if (state === 'resolved') return 'resolved';
  if (state === 'merged') return 'part of another incident';
  if (news.includes('opened') || !before) return severity;
  const rise = before.severity === severity ? '' : `, was ${before.severity}`;
  return `${severity}${rise}${before.causeAssetId === causeAssetId ? '' : ', another cause'}`;
}

function newsOfOne(notices: readonly IncidentNotice[]): IncidentNews | undefined {
  const last = notices.at(-1);
  if (!last) return undefined;
  const { noteIndex: _index, ...incident } = last;
  const news = [...new Set(notices.map((notice) => noteOf(notice).kind))];
  const before = notices.map((notice) => noteOf(notice).before).find((standing) => standing !== undefined);
  if (news.includes('opened') && incident.state === 'merged') return undefined;
  if (news.every((kind) => kind === 'cause') && before?.causeAssetId === incident.causeAssetId) return undefined;
  return { ...incident, news, before };
}

function byUrgency(left: IncidentNews, right: IncidentNews): number {
  return (
    Number(left.state !== 'open') - Number(right.state !== 'open') ||
    compareSeverity(right.severity, left.severity) ||
    left.startsAt - right.startsAt
  );
}
