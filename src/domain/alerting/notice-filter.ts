import type { AssetPlace } from '../assets/asset-place.js';
import { anyGlobMatcher } from '../glob.js';
import type { AlertNotice } from './alert-notice.js';
import { type AlertKind, type AlertSeverity, compareSeverity } from './alert.js';

/** Which notices a receiver wants. What is absent leaves nothing out. */
export interface NoticeFilter {
  /** The least urgent that is told. An alert that rises to it is told then, whatever it was before. */
  readonly least: AlertSeverity;
  readonly kinds?: readonly AlertKind[] | undefined;
  /** Patterns (`*`, `?`) for the room in which the asset stands. */
  readonly rooms?: readonly string[] | undefined;
  /** Patterns for the asset or for anything that holds it: `rack-7` covers the servers in it. */
  readonly assets?: readonly string[] | undefined;
  /** Whether the end of an alert is told. */
  readonly resolved: boolean;
  /** Whether alerts of the twin are told. */
  readonly simulated: boolean;
}

/** The test that a filter describes; `placeOf` tells where the asset of a notice stands now. */
export function noticeFilter(
  filter: NoticeFilter,
  placeOf: (assetId: string) => AssetPlace,
): (notice: AlertNotice) => boolean {
  const isRoom = anyGlobMatcher(filter.rooms);
  const isAsset = anyGlobMatcher(filter.assets);
  return (notice) => {
    if (compareSeverity(notice.severity, filter.least) < 0) return false;
    if (notice.state === 'resolved' && !filter.resolved) return false;
    if (notice.simulated && !filter.simulated) return false;
    if (filter.kinds && !filter.kinds.includes(notice.kind)) return false;
    if (!isRoom && !isAsset) return true;
    const { path, room } = placeOf(notice.assetId);
    return (isRoom?.(room ?? '') ?? true) && (isAsset ? path.some(isAsset) : true);
  };
}
