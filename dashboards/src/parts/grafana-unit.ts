import * as units from '@grafana/grafana-foundation-sdk/units';
import { type CatalogueMetric, metricCatalogue } from '../../../src/domain/telemetry/metric-catalogue.js';

/** Grafana's name of each UCUM unit of the catalogue. */
const grafanaUnits: Readonly<Record<string, string>> = {
  Cel: units.Celsius,
  W: units.Watt,
  V: units.Volt,
  A: units.Ampere,
  Pa: units.Pascals,
  Hz: units.Hertz,
  s: units.Seconds,
  By: 'bytes',
  'By/s': 'binBps',
  'm3/s': units.CubicMetersPerSecond,
  rpm: units.RevolutionsPerMinute,
};

/** Metrics with unit `1` that are counts or quotients and not shares of a whole. */
const plainNumbers: ReadonlySet<CatalogueMetric> = new Set([
  'dc.site.pue',
  'dc.chiller.cop',
  'dc.ups.on_battery',
  'hw.status',
  'plenum.process.cpu',
]);

/** The unit in which Grafana shows a metric: SI, shares as percent. */
export function grafanaUnit(metric: CatalogueMetric): string {
  const { unit } = metricCatalogue[metric];
  if (unit === '1') return plainNumbers.has(metric) ? units.NoUnit : units.PercentUnit;
  return grafanaUnits[unit] ?? units.Short;
}
