import { hostname } from 'node:os';
import { WorkerThreadFitting } from '../adapters/forecaster-fitting/worker-thread/worker-thread-fitting.js';
import { KafkaForecastFeed } from '../adapters/forecast-feed/kafka/kafka-forecast-feed.js';
import { TfjsModelRuntime } from '../adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { NodeSecrets } from '../adapters/system/node-secrets.js';
import { CheckReadiness } from '../application/check-readiness.js';
import { ControlTwin } from '../application/control-twin.js';
import type { DetectionSource } from '../application/detection-settings.js';
import { HoldLease } from '../application/hold-lease.js';
import { FollowAlerts } from '../application/follow-alerts.js';
import { FollowForecasts } from '../application/forecasting/follow-forecasts.js';
import { LatestForecasts } from '../application/forecasting/latest-forecasts.js';
import { FollowIncidents } from '../application/follow-incidents.js';
import { FollowScores } from '../application/follow-scores.js';
import { FollowSeries } from '../application/follow-series.js';
import { KeepCurrent } from '../application/keep-current.js';
import { LatestScores } from '../application/latest-scores.js';
import { LiveEvents } from '../application/live-events.js';
import { ManageKeys } from '../application/manage-keys.js';
import { SiteAssets } from '../application/site-assets.js';
import type { AlertingSource } from '../config/load-alerting.js';
import type { DistributedConfig } from '../config/distributed-config.js';
import { processAssetOf } from '../domain/alerting/own-troubles/process-asset.js';
import { AliasTable } from '../domain/assets/alias-table.js';
import type { Site } from '../domain/assets/site.js';
import { TwinSession } from '../domain/twin/twin-session.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import { buildAlertingSettings } from './build-alerting-settings.js';
import { classWatchMaker } from './build-class-watch.js';
import { buildCounting } from './build-counting.js';
import { derivingMaker } from './build-deriving.js';
import { buildDetectionSettings } from './build-detection-settings.js';
import { buildDetectorOrders } from './build-detector-orders.js';
import { forecastingMaker } from './build-forecasting.js';
import { groupingMaker } from './build-grouping.js';
import { buildIntake } from './build-intake.js';
import { buildOperating } from './build-operating.js';
import { buildOwnWatch } from './build-own-watch.js';
import { buildQuiet } from './build-quiet.js';
import { buildReading } from './build-reading.js';
import { tellingMaker } from './build-telling.js';
import type { DistributedBackEnds } from './distributed-back-ends.js';
import { buildScoreRole, buildStoreRole } from './distributed-pipeline.js';
import { buildDistributedSources } from './distributed-sources.js';
import { kafkaConnectionOf } from './kafka-connection.js';
import type { Kit } from './kit.js';
import { Lifecycle } from './lifecycle.js';
import { backfillStepSeconds, type Service } from './service.js';

interface DistributedServiceParts {
  readonly config: DistributedConfig;
  readonly alerting: AlertingSource;
  readonly detection: DetectionSource | undefined;
  readonly site: Site;
  readonly kit: Kit;
  readonly backEnds: DistributedBackEnds;
}

const followAlertsMs = 2_000;
const followSeriesMs = 5_000;
const followScoresMs = 10_000;
const followForecastsMs = 30_000;
const followAdoptionsMs = 30_000;

/** Builds what the roles of this process need on the opened back ends. Nothing runs until the lifecycle starts it. */
export async function buildDistributedService({
  config,
  alerting: alertingFile,
  detection: source,
  site,
  kit,
  backEnds,
}: DistributedServiceParts): Promise<Service> {
  const { clock, ids, log } = kit;
  const { roles } = config;
  const { registry, intakeRegistry, seriesCatalogue, alertLog, auditLog, store, assets } = backEnds;
  kit.metrics.sample('series_total', () => Math.max(registry.size, intakeRegistry.size));
  const siteAssets = new SiteAssets(site.model, new AliasTable(), backEnds.discoveredDevices, auditLog, { clock, ids });
  await siteAssets.load();

  const live = new LiveEvents();
  const latest = new LatestScores();
  const latestForecasts = new LatestForecasts();
  const processId = ids.next();
  const followSeries = new FollowSeries(seriesCatalogue, registry);
  const loadSeries = () => followSeries.look();
  const intake = await buildIntake({
    config,
    kit,
    // Ids of intake are private to this process: the catalogue hears of its series from whoever stores their points.
    backEnds: { ...backEnds, seriesCatalogue: { save: () => Promise.resolve() } },
    registry: intakeRegistry,
    aliases: siteAssets.aliases,
  });
  const twinSession = new TwinSession(site, { ...config.twin, backfillStepSeconds }, clock.now());
  const twin = new ControlTwin(twinSession, auditLog, clock, ids);
  const keys = new ManageKeys(backEnds.apiKeys, auditLog, new NodeSecrets(), clock, ids);

  const keepCurrent = (what: string, everyMs: number, refresh: () => Promise<void>): Loop =>
    new KeepCurrent({ what, everyMs, refresh }, clock, log);
  const sources = roles.has('ingest')
    ? buildDistributedSources({ config, kit, backEnds, ...intake, twinSession, processId })
    : [];
  const model = () => siteAssets.model;
  const detection = buildDetectionSettings(source, model, kit, { ...backEnds, book: intake.deviceLimits });
  const alerting = buildAlertingSettings(alertingFile, kit);
  const quiet = buildQuiet({ kit, backEnds, siteAssets, live });
  const orders = buildDetectorOrders({
    kit,
    backEnds,
    snapshots: backEnds.snapshots,
    registry,
    maintenance: quiet.inForce,
    live,
  });
  const { guidance, follow: followOrders, makeDaily } = orders;
  const ownWatch = buildOwnWatch({
    kit,
    backEnds,
    live,
    assetId: processAssetOf(roles, config.processName ?? hostname()),
    leases: backEnds.leases,
    dataDir: undefined,
    bus: roles.has('score') ? backEnds.bus : undefined,
  });
  const loops: Loop[] = [
    ...detection.loops,
    ...alerting.loops,
    keepCurrent('adoptions', followAdoptionsMs, () => siteAssets.load()),
    ownWatch,
  ];
  const follow = new FollowAlerts(alertLog, live);
  if (roles.has('score') || roles.has('api')) {
    loops.push(
      ...quiet.loops,
      keepCurrent('alerts', followAlertsMs, () => follow.look()),
    );
  }
  const followIncidents = new FollowIncidents(backEnds.incidentLog, live);
  if (roles.has('score') || roles.has('api')) {
    loops.push(keepCurrent('incidents', followAlertsMs, () => followIncidents.look()));
  }
  if (roles.has('api')) loops.push(keepCurrent('series', followSeriesMs, loadSeries));
  if (store && roles.has('api')) {
    const followScores = new FollowScores(store, registry, latest, clock);
    loops.push(keepCurrent('scores', followScoresMs, () => followScores.look()));
    const followForecasts = new FollowForecasts(backEnds.forecastLog, latestForecasts, clock);
    loops.push(keepCurrent('forecasts', followForecastsMs, () => followForecasts.look()));
  }
  const runtime = new TfjsModelRuntime(config.modelBackend);
  const fitting = new WorkerThreadFitting();
  if (store && assets) {
    const telling = { config, alerting: alerting.inForce, site, model, kit, quiet: quiet.inForce };
    const makeTelling = tellingMaker(telling, backEnds, live);
    const makeGrouping = groupingMaker({
      kit,
      backEnds,
      store,
      model,
      series: { registry, loadSeries },
      live,
      alerting: alerting.inForce,
    });
    const shared = { config, kit, backEnds, live, latest, settings: detection.inForce, processId };
    const ordering = { guidance, followOrders, makeDaily };
    const makeDeriving = derivingMaker({ kit, ...backEnds, ingest: intake.ingest, model, loadSeries });
    const making = { makeDeriving, makeGrouping, makeTelling };
    const parts = { ...shared, ...ordering, ...making, store, assets, siteAssets, loadSeries };
    if (roles.has('store')) loops.push(...buildStoreRole(parts));
    if (roles.has('score')) {
      const ofModels = {
        kit,
        ...backEnds,
        store,
        runtime,
        ingest: intake.ingest,
        model,
        exclusions: guidance.exclusions,
        loadSeries,
      };
      const lease = { name: 'watch-classes', holder: processId };
      loops.push(new HoldLease(lease, classWatchMaker(ofModels), backEnds.leases, kit));
      const forecasting = {
        kit,
        ...backEnds,
        fitting,
        feed: forecastFeedOf(config, log),
        store,
        model,
        loadSeries,
        latest: latestForecasts,
        config: config.forecasts,
      };
      const ofForecasts = { name: 'forecast-series', holder: processId };
      loops.push(new HoldLease(ofForecasts, forecastingMaker(forecasting), backEnds.leases, kit));
      const registries = { delivered: registry, published: intakeRegistry, loadSeries };
      loops.push(buildCounting({ config, kit, backEnds, ...registries, ingest: intake.ingest }));
      loops.push(...buildScoreRole(parts));
    }
  }

  const settings = detection.inForce;
  const reading =
    store && roles.has('api')
      ? buildReading({
          kit,
          backEnds,
          store,
          registry,
          siteAssets,
          latest,
          latestForecasts,
          settings,
          detection: detection.settings,
        })
      : undefined;
  if (reading) loops.push(reading.backtests.jobs);

  return {
    live,
    twin,
    keys,
    intake: roles.has('ingest') ? { receive: intake.receive } : undefined,
    operating: roles.has('api')
      ? buildOperating({ kit, backEnds, siteAssets, live, redrive: intake.redrive, orders })
      : undefined,
    reading,
    detection: detection.settings,
    quiet,
    ownActions: orders.ownActions,
    readiness: new CheckReadiness(backEnds.checks),
    lifecycle: new Lifecycle(
      sources,
      loops,
      [
        { name: 'model runtime', close: () => runtime.close() },
        { name: 'forecaster fitting', close: () => fitting.close() },
        ...backEnds.closables,
      ],
      log,
    ),
  };
}

function forecastFeedOf(config: DistributedConfig, log: Log): KafkaForecastFeed {
  const { forecastsTopic: topic, replication: replicationFactor } = config.kafka;
  return new KafkaForecastFeed({ connection: kafkaConnectionOf(config), topic, replicationFactor }, log);
}
