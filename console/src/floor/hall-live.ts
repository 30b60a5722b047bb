import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import { worstSeverity } from '../alerts/severity.js';
import type { Severity } from '../alerts/severity.js';
import type { LatestBySeries } from '../live/use-latest.js';
import { seriesOf } from './floor-data.js';
import type { EquipmentMetric } from './floor-data.js';

/** What is measured and alarming in a hall right now. */
export interface HallLive {
  readonly series: readonly SeriesOut[];
  readonly latest: LatestBySeries;
  readonly openAlerts: readonly AlertOut[];
  readonly openIncidents: readonly IncidentOut[];
}

export interface Reading {
  readonly series: SeriesOut;
  readonly value: number | undefined;
  readonly anomalous: boolean;
}

/** The newest reading of one metric of an asset; undefined when it has no such series. */
export function readingOf(live: HallLive, asset: string, metric: EquipmentMetric): Reading | undefined {
  const series = seriesOf(live.series, asset, metric);
  if (!series) return undefined;
  const point = live.latest.get(series.id);
  return { series, value: point?.value, anomalous: (point?.score ?? 0) >= 1 };
}

/** How grave the incident is that an asset is held to have caused; undefined when it is the cause of none. */
export function severityAsCause(incidents: readonly IncidentOut[], asset: string): Severity | undefined {
  return worstSeverity(incidents.filter(({ causeAssetId }) => causeAssetId === asset));
}

/**
 * How a unit is drawn: a cause by its incident, however mild its own alerts; any other by its worst open alert. A reading
 * out of its band is a warning not yet raised.
 */
export function troubleOf(live: HallLive, asset: string, reading: Reading | undefined): Severity | undefined {
  const asCause = severityAsCause(live.openIncidents, asset);
  if (asCause !== undefined) return asCause;
  const worst = worstSeverity(live.openAlerts.filter((alert) => alert.assetId === asset));
  return worst ?? (reading?.anomalous === true ? 'warning' : undefined);
}
