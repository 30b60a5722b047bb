import type { RollBackOrder, RollBackScope, TakeVersionOrder } from '../../domain/detection/orders/detector-order.js';
import { versionTitles } from '../../domain/detection/orders/kept-versions.js';
import { isoOf } from '../iso.js';
import type { RollBackIn, RollBackOut, VersionOut } from './versions.schema.js';

export function mapVersion({ id, name, reason, at, by }: TakeVersionOrder): VersionOut {
  return { id, name: name === '' ? versionTitles[reason] : name, reason, orderedAt: isoOf(at), orderedBy: by };
}

export function scopeOf({ series, asset }: RollBackIn): RollBackScope {
  if (series !== undefined) return { kind: 'series', seriesId: series };
  return asset === undefined ? { kind: 'all' } : { kind: 'asset', assetId: asset };
}

export function mapRollBack({ id, versionId, scope, at, by }: RollBackOrder): RollBackOut {
  return {
    id,
    versionId,
    series: scope.kind === 'series' ? scope.seriesId : null,
    asset: scope.kind === 'asset' ? scope.assetId : null,
    orderedAt: isoOf(at),
    orderedBy: by,
  };
}
