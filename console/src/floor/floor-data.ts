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

/** The PDUs and UPSs of a room. A UPS in no room, such as a central one, is listed with each. */
export function powerOf(floor: FloorData, room: string): readonly AssetOut[] {
  const roomIds = floor.rooms.map(({ id }) => id);
  const isCentral = (ups: AssetOut) => !ups.path.some((id) => roomIds.includes(id));
  const central = floor.assets.filter((asset) => asset.kind === 'ups' && isCentral(asset));
  return [...inRoom(floor, room, 'pdu'), ...inRoom(floor, room, 'ups'), ...central];
}

/** The series of what stands in a room or feeds it. */
export function seriesOfRoom(floor: FloorData, room: string): readonly SeriesOut[] {
  const shown = [...inRoom(floor, room, 'rack'), ...inRoom(floor, room, 'crah'), ...powerOf(floor, room)];
  const ids = new Set(shown.map(({ id }) => id));
  return floor.series.filter(({ assetId }) => ids.has(assetId));
}

/** The one series of a metric of a whole asset. */
export function seriesOf(series: readonly SeriesOut[], asset: string, metric: EquipmentMetric): SeriesOut | undefined {
  const matches = series.filter((one) => one.assetId === asset && one.metric === metric);
  return matches.find((one) => one.component === '') ?? matches[0];
}
