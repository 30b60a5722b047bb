import type { AssetPlace } from '../../assets/asset-place.js';
import { anyGlobMatcher } from '../../glob.js';
import { compareSeverity } from '../alert.js';
import type { NoticeFilter } from '../notice-filter.js';
import { type IncidentNotice } from './incident-notice.js';

/**
 * The test that a receiver's filter is for incidents. One that rises to `least` is told then. Kinds, rooms and assets are
 * those of its alerts: one of each is enough, so a hall hears of the chiller that leaves it warm.
 */
export function incidentFilter(
  filter: NoticeFilter,
  placeOf: (assetId: string) => AssetPlace,
): (notice: IncidentNotice) => boolean {
  const { least, kinds, rooms, assets, resolved, simulated } = filter;
  const isRoom = anyGlobMatcher(rooms);
  const isAsset = anyGlobMatcher(assets);
  return (notice) => {
    if (compareSeverity(notice.severity, least) < 0) return false;
    if (notice.state === 'resolved' && !resolved) return false;
    if (notice.simulated && !simulated) return false;
    if (kinds && notice.report.kinds?.some((kind) => kinds.includes(kind)) === false) return false;
    if (!isRoom && !isAsset) return true;
    const places = [...new Set([notice.causeAssetId, ...notice.report.assets])].map(placeOf);
    return (
      (!isRoom || places.some(({ room }) => isRoom(room ?? ''))) &&
      (!isAsset || places.some(({ path }) => path.some(isAsset)))
    );
  };
}
