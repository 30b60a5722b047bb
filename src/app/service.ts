import { CheckReadiness } from '../application/check-readiness.js';
import { ControlTwin } from '../application/control-twin.js';
import type { DetectionSettings, DetectionSource } from '../application/detection-settings.js';
import { LatestForecasts } from '../application/forecasting/latest-forecasts.js';
import { LiveEvents } from '../application/live-events.js';
import { ManageKeys } from '../application/manage-keys.js';
import type { ReceiveTelemetry } from '../application/receive-telemetry.js';
import { SiteAssets } from '../application/site-assets.js';
import type { AlertingSource } from '../config/load-alerting.js';
import type { EmbeddedConfig } from '../config/embedded-config.js';
import { wholePlenum } from '../domain/alerting/own-troubles/process-asset.js';
import { AliasTable } from '../domain/assets/alias-table.js';
import type { Site } from '../domain/assets/site.js';
import type { OwnActions } from '../domain/detection/hygiene/own-actions.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { TwinSession } from '../domain/twin/twin-session.js';
import { WorkerThreadFitting } from '../adapters/forecaster-fitting/worker-thread/worker-thread-fitting.js';
import { TfjsModelRuntime } from '../adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { NodeSecrets } from '../adapters/system/node-secrets.js';
import { buildAlertingSettings } from './build-alerting-settings.js';
import { classWatchMaker } from './build-class-watch.js';
import { buildCounting } from './build-counting.js';
import { derivingMaker } from './build-deriving.js';
import { buildDetectionSettings } from './build-detection-settings.js';
import { buildDetectorOrders } from './build-detector-orders.js';
import { forecastingMaker } from './build-forecasting.js';
import { groupingMaker } from './build-grouping.js';
import { buildIntake } from './build-intake.js';
import { buildQuiet, type Quiet } from './build-quiet.js';
import { buildPipeline } from './build-pipeline.js';
import { buildOperating } from './build-operating.js';
import { buildOwnWatch } from './build-own-watch.js';
import { buildReading } from './build-reading.js';
import { buildSources } from './build-sources.js';
import { tellingMaker } from './build-telling.js';
import type { EmbeddedBackEnds } from './embedded-back-ends.js';
import type { Kit } from './kit.js';
import { Lifecycle } from './lifecycle.js';

/** What a process serves over HTTP and how it starts and ends. Processes of distributed and edge mode lack parts. */
export interface Service {
  readonly live: LiveEvents;
  readonly twin: ControlTwin;
  readonly keys: ManageKeys;
  readonly intake: { readonly receive: ReceiveTelemetry } | undefined;
  readonly operating: ReturnType<typeof buildOperating> | undefined;
  readonly reading: ReturnType<typeof buildReading> | undefined;
  readonly detection: DetectionSettings;
  readonly quiet: Quiet;
  /** For actuators: what Plenum does itself is not learned. */
  readonly ownActions: OwnActions;
  readonly readiness: CheckReadiness;
  readonly lifecycle: Lifecycle;
}

export interface ServiceParts {
  readonly config: EmbeddedConfig;
  readonly alerting: AlertingSource;
  readonly detection: DetectionSource | undefined;
  readonly site: Site;
  readonly kit: Kit;
  readonly backEnds: EmbeddedBackEnds;
}

/** Seconds between two readings of the history that the twin makes at its first start. */
export const backfillStepSeconds = 60;

/**
 * Newest scores older than this are not looked for at a start: a device that was unplugged would have the store search all of
 * its history.
 */
const knownScoresMs = 86_400_000;

/** Builds every use case on the opened back ends and loads what an earlier run knew. Nothing runs until the lifecycle starts it. */
export async function buildService(parts: ServiceParts): Promise<Service> {
  const { config, site, kit, backEnds } = parts;
  const { clock, ids, log } = kit;
  const { store, snapshots } = backEnds;
  const registry = new SeriesRegistry();
  registry.load(await backEnds.seriesCatalogue.load());
  kit.metrics.sample('series_total', () => registry.size);
  const aliases = new AliasTable();
  const siteAssets = new SiteAssets(site.model, aliases, backEnds.discoveredDevices, backEnds.auditLog, { clock, ids });
  await siteAssets.load();

  const live = new LiveEvents();
  const {
    ingest,
    receive,
    redrive,
    deviceLimits: book,
  } = await buildIntake({ config, kit, backEnds, registry, aliases });
  const model = () => siteAssets.model;
  const quiet = buildQuiet({ kit, backEnds, siteAssets, live });
  const alerting = buildAlertingSettings(parts.alerting, kit);
  const ofTelling = { ...parts, alerting: alerting.inForce, model, quiet: quiet.inForce };
  const telling = tellingMaker(ofTelling, backEnds, live)();
  const grouping = groupingMaker({
    kit,
    backEnds,
    store,
    model,
    series: { registry },
    live,
    alerting: alerting.inForce,
  })();
  const deriving = derivingMaker({ kit, ...backEnds, registry, intakeRegistry: registry, ingest, model })();
  const detection = buildDetectionSettings(parts.detection, model, kit, { ...backEnds, book });
  const settings = detection.inForce;
  const orders = buildDetectorOrders({ kit, backEnds, snapshots, registry, maintenance: quiet.inForce, live });
  const { guidance } = orders;
  const counting = buildCounting({ config, kit, backEnds, delivered: registry, published: registry, ingest });
  const { latest, loops } = buildPipeline({
    config,
    kit,
    backEnds,
    registry,
    live,
    settings,
    guidance,
    counting,
    deriving,
    grouping,
    telling,
  });
  const runtime = new TfjsModelRuntime(config.modelBackend);
  const fitting = new WorkerThreadFitting();
  const closables = [
    { name: 'model runtime', close: () => runtime.close() },
    { name: 'forecaster fitting', close: () => fitting.close() },
    ...backEnds.closables,
  ];
  const watchClasses = classWatchMaker({
    kit,
    ...backEnds,
    runtime,
    registry,
    intakeRegistry: registry,
    ingest,
    model,
    exclusions: guidance.exclusions,
  })();
  const latestForecasts = new LatestForecasts();
  const forecasting = { kit, ...backEnds, fitting, registry, model, latest: latestForecasts, config: config.forecasts };
  const seriesIds = Array.from(registry.all(), ({ id }) => id);
  latest.take(await store.latestScores(seriesIds, clock.now() - knownScoresMs));
  const ownWatch = buildOwnWatch({
    kit,
    backEnds,
    live,
    assetId: wholePlenum,
    dataDir: config.dataDir,
    bus: backEnds.bus,
  });
  const twinSession = new TwinSession(site, { ...config.twin, backfillStepSeconds }, clock.now());
  const sources = buildSources({ config, kit, snapshots, registry, twinSession, ingest });
  const reading = buildReading({
    kit,
    backEnds,
    store,
    registry,
    siteAssets,
    latest,
    latestForecasts,
    settings,
    detection: detection.settings,
  });

  return {
    live,
    twin: new ControlTwin(twinSession, backEnds.auditLog, clock, ids),
    keys: new ManageKeys(backEnds.apiKeys, backEnds.auditLog, new NodeSecrets(), clock, ids),
    intake: { receive },
    operating: buildOperating({ kit, backEnds, siteAssets, live, redrive, orders }),
    reading,
    detection: detection.settings,
    quiet,
    ownActions: orders.ownActions,
    readiness: new CheckReadiness(backEnds.checks),
    lifecycle: new Lifecycle(
      sources,
      [
        reading.backtests.jobs,
        ...detection.loops,
        ...alerting.loops,
        orders.follow,
        ...quiet.loops,
        watchClasses,
        forecastingMaker(forecasting)(),
        ...loops,
        orders.makeDaily(),
        ownWatch,
        ...backEnds.loops,
      ],
      closables,
      log,
    ),
  };
}
