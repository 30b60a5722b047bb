import { type AlertNotice, noticeKeyOf } from '../alert-notice.js';
import { type Alert, compareSeverity } from '../alert.js';

/** Why a receiver is not told of an alert, or not yet. */
export type QuietReason = 'silenced' | 'maintenance' | 'inhibited';

/** The notices of one alert that are kept from one receiver. */
export interface HeldNotices {
  readonly alert: Alert;
  readonly notices: readonly AlertNotice[];
  /** Whether the receiver knows of the alert: it has been told that it fires, or is about to be. */
  readonly isHeard: boolean;
}

/** What becomes of held notices; those in neither list stay held. */
export interface Settlement {
  /** To be told now, as they are to be told. */
  readonly release: readonly AlertNotice[];
  /** Never to be told. */
  readonly withhold: readonly AlertNotice[];
}

/**
 * What becomes of held notices when it is known whether the alert is still covered, or was at its end. While it fires
 * under cover all stay. One that outlives its cover is told once, as urgent as it has become; one that is over before
 * is not told. Its end is told to those who know of it.
 */
export function settleHeld({ alert, notices, isHeard }: HeldNotices, isCovered: boolean): Settlement {
  const isOver = alert.state === 'resolved';
  const end = notices.filter(({ state }) => state === 'resolved');
  const [gravest] = gravestFirst(notices.filter(({ state }) => state === 'firing'));
  // That it has become more urgent than any of these is on its way, and to be told instead.
  const isOutdated = gravest !== undefined && compareSeverity(gravest.severity, alert.severity) < 0;
  if (!isOver && (isCovered || (isOutdated && !isHeard))) return { release: [], withhold: [] };
  const isMuted = isCovered || (isHeard && (isOver || isOutdated));
  const told = gravest && !isMuted ? [asFirst(gravest, isHeard)] : [];
  const release = isHeard || told.length > 0 ? [...told, ...end] : [];
  const released = new Set(release.map(noticeKeyOf));
  return { release, withhold: notices.filter((notice) => !released.has(noticeKeyOf(notice))) };
}

function gravestFirst(notices: readonly AlertNotice[]): readonly AlertNotice[] {
  return [...notices].sort((left, right) => compareSeverity(right.severity, left.severity));
}

/** To one who has not heard of the alert it has not become more urgent: it fires. */
function asFirst(notice: AlertNotice, isHeard: boolean): AlertNotice {
  return isHeard ? notice : { ...notice, escalatedFrom: undefined };
}
