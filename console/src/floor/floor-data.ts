import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import { allPages } from '../api/all-pages.js';
import { getAssets, getSeries } from '../api/endpoints.js';

/** Metrics shown on the floor beside the rack inlets, which the whole console follows anyway. */
const equipmentMetrics = [
  'dc.rack.power',
  'dc.crah.fan_speed',
  'dc.crah.supply_temperature',
  'dc.pdu.power',
  'dc.ups.load',
  'dc.ups.output_power',
] as const;
export type EquipmentMetric = (typeof equipmentMetrics)[number];

/** Everything of the site that has a place in a hall. */
export interface FloorData {
  readonly rooms: readonly AssetOut[];
  readonly assets: readonly AssetOut[];
  readonly series: readonly SeriesOut[];
}

const kinds = ['room', 'rack', 'crah', 'pdu', 'ups'] as const;

export async function loadFloor(signal: AbortSignal): Promise<FloorData> {
  const [assets, series] = await Promise.all([
    Promise.all(kinds.map((kind) => allPages((page) => getAssets({ kind, ...page }, signal)))),
    Promise.all(equipmentMetrics.map((metric) => allPages((page) => getSeries({ metric, ...page }, signal)))),
  ]);
  const [rooms = [], ...others] = assets;
  return { rooms, assets: others.flat(), series: series.flat() };
}

/** The assets of a kind in a room, in the order of their names. */
export function inRoom(floor: FloorData, room: string, kind: string): readonly AssetOut[] {
  return floor.assets
    .filter((asset) => asset.kind === kind && asset.path.includes(room))
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** The one series of a metric of a whole asset. */
export function seriesOf(series: readonly SeriesOut[], asset: string, metric: EquipmentMetric): SeriesOut | undefined {
  const matches = series.filter((one) => one.assetId === asset && one.metric === metric);
  return matches.find((one) => one.component === '') ?? matches[0];
}
