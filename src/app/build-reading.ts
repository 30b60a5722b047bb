import { AlertMeasurement } from '../application/influxql/alert-measurement.js';
import { DeviationNotes } from '../application/class-models/deviation-notes.js';
import type { DetectionSettings } from '../application/detection-settings.js';
import { ExplainScore } from '../application/explain-score.js';
import { AnswerInfluxQl } from '../application/influxql/answer-influxql.js';
import { AssetMeasurement } from '../application/influxql/asset-measurement.js';
import { ForecastMeasurement } from '../application/influxql/forecast-measurement.js';
import { IncidentMeasurement } from '../application/influxql/incident-measurement.js';
import { MeasurementCatalogue } from '../application/influxql/measurement-catalogue.js';
import { TelemetryMeasurements } from '../application/influxql/telemetry-measurements.js';
import { QueryCapacity } from '../application/forecasting/query-capacity.js';
import type { LatestForecasts } from '../application/forecasting/latest-forecasts.js';
import type { LatestScores } from '../application/latest-scores.js';
import { QueryAssets } from '../application/query-assets.js';
import { QuerySeries } from '../application/query-series.js';
import type { SiteAssets } from '../application/site-assets.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { BackEnds } from './back-ends.js';
import { buildBacktests } from './build-backtests.js';
import { buildForecastReading } from './build-forecasting.js';
import type { Kit } from './kit.js';

interface ReadingParts {
  readonly kit: Kit;
  readonly backEnds: Pick<BackEnds, 'alertLog' | 'auditLog' | 'forecastLog' | 'incidentLog' | 'snapshots'>;
  readonly store: TelemetryStore;
  readonly registry: SeriesRegistry;
  readonly siteAssets: SiteAssets;
  readonly latest: LatestScores;
  readonly latestForecasts: LatestForecasts;
  readonly settings: SettingsInForce;
  readonly detection: Pick<DetectionSettings, 'explain'>;
}

/** What the REST API and the console show of the telemetry. */
export function buildReading(parts: ReadingParts) {
  const { kit, backEnds, store, registry, siteAssets, latest } = parts;
  const { alertLog, incidentLog } = backEnds;
  const { clock } = kit;
  const model = () => siteAssets.model;
  const deviations = new DeviationNotes(backEnds.snapshots);
  const measurements = new MeasurementCatalogue([
    new TelemetryMeasurements(registry, store, siteAssets),
    new AlertMeasurement(alertLog, siteAssets, clock),
    new IncidentMeasurement(incidentLog, siteAssets, clock),
    new AssetMeasurement(siteAssets, registry, clock),
    new ForecastMeasurement(parts.latestForecasts, siteAssets),
  ]);
  return {
    assets: new QueryAssets(siteAssets, registry, alertLog),
    series: new QuerySeries(registry, store, latest),
    forecasts: buildForecastReading({ ...parts, ...backEnds, model, latest: parts.latestForecasts }),
    capacity: new QueryCapacity(model, registry, store, clock),
    influxQl: new AnswerInfluxQl(measurements, clock),
    backtests: buildBacktests(parts),
    explain: new ExplainScore(registry, { store, alertLog, deviations, clock }, parts.detection, model),
  };
}
