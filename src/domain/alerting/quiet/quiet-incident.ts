import type { Alert } from '../alert.js';
import type { IncidentNotice } from '../incidents/incident-notice.js';
import { noteOf } from '../incidents/incident-notice.js';
import type { QuietReason } from './held-notices.js';

/** What becomes of the notices of one incident; those in neither list stay held. */
export interface IncidentSettlement {
  readonly tell: readonly IncidentNotice[];
  /** Never to be told. */
  readonly withhold: readonly IncidentNotice[];
}

/** Why nobody is to be told of an alert, as of that time (epoch ms); by itself as `QuietGate` says. */
type Covers = (alert: Alert, at?: number) => QuietReason | undefined;

/**
 * Why nobody is to be told of an incident for the time being; undefined: they are. It is covered while all of its alerts
 * that fire are, or while its cause is and no other alert that fires is critical: what planned work leads to is known until
 * it hurts. Once none fires it counts whether they were covered at their ends.
 */
export function coverOfIncident(
  { causeAssetId, members }: { readonly causeAssetId: string; readonly members: readonly Alert[] },
  covers: Covers,
  nowMs: number,
): QuietReason | undefined {
  const isGoingOn = members.some(isFiring);
  const counted = members
    .filter((alert) => !isGoingOn || isFiring(alert) || alert.assetId === causeAssetId)
    // An alert about the cause that is over says what holds for the cause now, as long as others fire.
    .map((alert) => ({ alert, reason: covers(alert, isGoingOn ? nowMs : undefined) }));
  const ofCause = counted.filter(({ alert }) => alert.assetId === causeAssetId);
  const isCauseCovered = ofCause.length > 0 && ofCause.every(isCovered);
  const uncovered = counted.filter((one) => !isCovered(one) && (!isGoingOn || isFiring(one.alert)));
  const isQuiet = uncovered.length === 0 || (isCauseCovered && uncovered.every(({ alert }) => !isCritical(alert)));
  if (!isQuiet) return undefined;
  return [...ofCause, ...counted].find(isCovered)?.reason;
}

/**
 * What becomes of the notices of one incident, in order, of which receivers have not been told. While it is open under
 * cover they are held. Of one that is over under cover receivers hear that when they know it, else nothing.
 */
export function settleIncident(notices: readonly IncidentNotice[], isQuiet: boolean): IncidentSettlement {
  const [first, last] = [notices[0], notices.at(-1)];
  if (!isQuiet || !first || !last) return { tell: notices, withhold: [] };
  if (last.state === 'open') return { tell: [], withhold: [] };
  if (first.noteIndex === 0) return { tell: [], withhold: notices };
  return { tell: [asKnown(last, notices)], withhold: notices.slice(0, -1) };
}

/** As urgent as those who are told of it know it: one who hears of critical ones only has not heard of it before. */
function asKnown(end: IncidentNotice, notices: readonly IncidentNotice[]): IncidentNotice {
  const before = notices.map((notice) => noteOf(notice).before).find((standing) => standing !== undefined);
  return { ...end, severity: before?.severity ?? end.severity };
}

function isFiring({ state }: Alert): boolean {
  return state === 'firing';
}

function isCritical({ severity }: Alert): boolean {
  return severity === 'critical';
}

function isCovered({ reason }: { readonly reason: QuietReason | undefined }): boolean {
  return reason !== undefined;
}
