import { AlertMeasurement } from '../application/influxql/alert-measurement.js';
import { AnswerInfluxQl } from '../application/influxql/answer-influxql.js';
import { AssetMeasurement } from '../application/influxql/asset-measurement.js';
import { IncidentMeasurement } from '../application/influxql/incident-measurement.js';
import { MeasurementCatalogue } from '../application/influxql/measurement-catalogue.js';
import { TelemetryMeasurements } from '../application/influxql/telemetry-measurements.js';
import type { LatestScores } from '../application/latest-scores.js';
import { QueryAssets } from '../application/query-assets.js';
import { QuerySeries } from '../application/query-series.js';
import type { SiteAssets } from '../application/site-assets.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { BackEnds } from './back-ends.js';
import type { Kit } from './kit.js';

interface ReadingParts {
  readonly kit: Kit;
  readonly backEnds: Pick<BackEnds, 'alertLog' | 'incidentLog'>;
  readonly store: TelemetryStore;
  readonly registry: SeriesRegistry;
  readonly siteAssets: SiteAssets;
  readonly latest: LatestScores;
}

/** What the REST API and the console show of the telemetry. */
export function buildReading({ kit, backEnds, store, registry, siteAssets, latest }: ReadingParts) {
  const { alertLog, incidentLog } = backEnds;
  const { clock } = kit;
  const measurements = new MeasurementCatalogue([
    new TelemetryMeasurements(registry, store, siteAssets),
    new AlertMeasurement(alertLog, siteAssets, clock),
    new IncidentMeasurement(incidentLog, siteAssets, clock),
    new AssetMeasurement(siteAssets, registry, clock),
  ]);
  return {
    assets: new QueryAssets(siteAssets, registry, alertLog),
    series: new QuerySeries(registry, store, latest),
    influxQl: new AnswerInfluxQl(measurements, clock),
  };
}
