import { CheckReadiness } from '../application/check-readiness.js';
import { ControlTwin } from '../application/control-twin.js';
import { AlertMeasurement } from '../application/influxql/alert-measurement.js';
import { AnswerInfluxQl } from '../application/influxql/answer-influxql.js';
import { AssetMeasurement } from '../application/influxql/asset-measurement.js';
import { MeasurementCatalogue } from '../application/influxql/measurement-catalogue.js';
import { TelemetryMeasurements } from '../application/influxql/telemetry-measurements.js';
import { LiveEvents } from '../application/live-events.js';
import { ManageKeys } from '../application/manage-keys.js';
import { QueryAlerts } from '../application/query-alerts.js';
import { QueryAssets } from '../application/query-assets.js';
import { QuerySeries } from '../application/query-series.js';
import { SiteAssets } from '../application/site-assets.js';
import type { Config } from '../config/config.js';
import { AliasTable } from '../domain/assets/alias-table.js';
import type { Site } from '../domain/assets/site.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { TwinSession } from '../domain/twin/twin-session.js';
import { NodeSecrets } from '../adapters/system/node-secrets.js';
import { buildIntake } from './build-intake.js';
import { buildPipeline } from './build-pipeline.js';
import { buildSources } from './build-sources.js';
import type { BackEnds } from './embedded-back-ends.js';
import type { Kit } from './kit.js';
import { Lifecycle } from './lifecycle.js';

export type Service = Awaited<ReturnType<typeof buildService>>;

export interface ServiceParts {
  readonly config: Config;
  readonly site: Site;
  readonly kit: Kit;
  readonly backEnds: BackEnds;
}

/** Seconds between two readings of the history that the twin makes at its first start. */
const backfillStepSeconds = 60;

/** Builds every use case on the opened back ends and loads what an earlier run knew. Nothing runs until the lifecycle starts it. */
export async function buildService({ config, site, kit, backEnds }: ServiceParts) {
  const { clock, ids, log } = kit;
  const registry = new SeriesRegistry();
  registry.load(await backEnds.seriesCatalogue.load());
  kit.metrics.sample('series_total', () => registry.size);
  const aliases = new AliasTable();
  const siteAssets = new SiteAssets(site.model, aliases, backEnds.discoveredDevices, backEnds.auditLog, { clock, ids });
  await siteAssets.load();

  const live = new LiveEvents();
  const intake = await buildIntake({ config, kit, backEnds, registry, aliases });
  const pipeline = buildPipeline({ config, kit, backEnds, registry, live });
  const twinSession = new TwinSession(site, { ...config.twin, backfillStepSeconds }, clock.now());
  const sources = buildSources({ config, kit, backEnds, registry, twinSession, ingest: intake.ingest });

  const measurements = new MeasurementCatalogue([
    new TelemetryMeasurements(registry, backEnds.store, siteAssets),
    new AlertMeasurement(backEnds.alertLog, siteAssets, clock),
    new AssetMeasurement(siteAssets, registry, clock),
  ]);

  return {
    live,
    siteAssets,
    receive: intake.receive,
    redrive: intake.redrive,
    deadLetters: backEnds.deadLetters,
    auditLog: backEnds.auditLog,
    keys: new ManageKeys(backEnds.apiKeys, backEnds.auditLog, new NodeSecrets(), clock, ids),
    assets: new QueryAssets(siteAssets, registry, backEnds.alertLog),
    series: new QuerySeries(registry, backEnds.store, pipeline.latest),
    influxQl: new AnswerInfluxQl(measurements, clock),
    alerts: new QueryAlerts(backEnds.alertLog, backEnds.auditLog, live, ids, clock),
    twin: new ControlTwin(twinSession, backEnds.auditLog, clock, ids),
    readiness: new CheckReadiness(backEnds.checks),
    lifecycle: new Lifecycle(sources, [...pipeline.loops, ...backEnds.loops], backEnds.closables, log),
  };
}
