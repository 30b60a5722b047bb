import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import type { LatestBySeries } from '../live/use-latest.js';
import { worstSeverity } from '../alerts/severity.js';
import type { Severity } from '../alerts/severity.js';
import { hottestOf } from '../site/hottest.js';

/** What the floor tells of one rack. */
export interface RackState {
  readonly rack: AssetOut;
  /** Of the hottest of its inlet sensors. */
  readonly inletC: number | undefined;
  readonly powerW: number | undefined;
  readonly worst: Severity | undefined;
  /** Whether an open incident is held to have begun here: with the rack, or with what stands in it. */
  readonly isCause: boolean;
  readonly alerts: number;
}

/** `alerts` are those of the rack and of what stands in it; a score of 1 or more counts as a warning not yet raised. */
export function rackState(
  rack: AssetOut,
  inlets: readonly SeriesOut[],
  power: SeriesOut | undefined,
  latest: LatestBySeries,
  alerts: readonly AlertOut[],
  incidents: readonly IncidentOut[],
): RackState {
  const hottest = hottestOf(inlets, latest);
  const asCause = worstSeverity(incidents.filter(({ causeAssetId }) => isHere(causeAssetId, rack, alerts)));
  const anomalous = inlets.some((one) => (latest.get(one.id)?.score ?? 0) >= 1);
  return {
    rack,
    inletC: hottest && latest.get(hottest.id)?.value,
    powerW: power && latest.get(power.id)?.value,
    worst: asCause ?? worstSeverity(alerts) ?? (anomalous ? 'warning' : undefined),
    isCause: asCause !== undefined,
    alerts: alerts.length,
  };
}

function isHere(asset: string, rack: AssetOut, alerts: readonly AlertOut[]): boolean {
  return asset === rack.id || alerts.some(({ assetId }) => assetId === asset);
}
