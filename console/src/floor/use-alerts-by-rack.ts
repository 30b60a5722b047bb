import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { getAsset } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';

/** Alerts by the rack that their asset is or stands in; the places of devices are looked up when they have an alert. */
export function useAlertsByRack(
  racks: readonly AssetOut[],
  alerts: readonly AlertOut[],
): ReadonlyMap<string, readonly AlertOut[]> {
  const rackIds = new Set(racks.map((rack) => rack.id));
  const devices = [...new Set(alerts.map((alert) => alert.assetId))].filter((id) => !rackIds.has(id)).sort();
  const places = useResource(`places ${devices.join(' ')}`, async (signal) => {
    const found = await Promise.allSettled(devices.map((id) => getAsset(id, signal)));
    return found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  });
  const pathOf = new Map(places.data?.map((asset) => [asset.id, asset.path]));

  const byRack = new Map<string, AlertOut[]>();
  for (const alert of alerts) {
    const rack = [alert.assetId, ...(pathOf.get(alert.assetId) ?? [])].find((id) => rackIds.has(id));
    if (rack !== undefined) byRack.set(rack, [...(byRack.get(rack) ?? []), alert]);
  }
  return byRack;
}
