import { hostname } from 'node:os';
import { NodeSecrets } from '../adapters/system/node-secrets.js';
import { CheckReadiness } from '../application/check-readiness.js';
import { ControlTwin } from '../application/control-twin.js';
import type { DetectionSource } from '../application/detection-settings.js';
import { ForwardRecords } from '../application/forward-records.js';
import { ForwardScores } from '../application/forward-scores.js';
import { ForwardTelemetry } from '../application/forward-telemetry.js';
import { LatestScores } from '../application/latest-scores.js';
import { LiveEvents } from '../application/live-events.js';
import { ManageKeys } from '../application/manage-keys.js';
import { RaiseAlerts } from '../application/raise-alerts.js';
import { ScoreTelemetry } from '../application/score-telemetry.js';
import { SiteAssets } from '../application/site-assets.js';
import { WatchSilence } from '../application/watch-silence.js';
import type { AlertingSource } from '../config/load-alerting.js';
import type { EdgeConfig } from '../config/edge-config.js';
import { edgeAssetOf } from '../domain/alerting/own-troubles/process-asset.js';
import { AliasTable } from '../domain/assets/alias-table.js';
import type { Site } from '../domain/assets/site.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import { TwinSession } from '../domain/twin/twin-session.js';
import type { Loop } from '../ports/loop.js';
import { buildAlertingSettings } from './build-alerting-settings.js';
import { buildDetectionSettings } from './build-detection-settings.js';
import { buildDetectorOrders, type LaneGuidance } from './build-detector-orders.js';
import { buildIntake } from './build-intake.js';
import { buildLanes } from './build-lanes.js';
import { buildOperating } from './build-operating.js';
import { buildOwnWatch } from './build-own-watch.js';
import { buildQuiet } from './build-quiet.js';
import { buildSources } from './build-sources.js';
import { tellingMaker } from './build-telling.js';
import type { EdgeBackEnds } from './edge-back-ends.js';
import type { Kit } from './kit.js';
import { Lifecycle } from './lifecycle.js';
import { backfillStepSeconds, type Service } from './service.js';

interface EdgeServiceParts {
  readonly config: EdgeConfig;
  readonly alerting: AlertingSource;
  readonly detection: DetectionSource | undefined;
  readonly site: Site;
  readonly kit: Kit;
  readonly backEnds: EdgeBackEnds;
}

/** Builds an edge: intake, judgement and alerts on its own disk, and what reports them to the central Plenum. */
export async function buildEdgeService(parts: EdgeServiceParts): Promise<Service> {
  const { config, site, kit, backEnds } = parts;
  const { clock, ids, log } = kit;
  const { registry, bus, outbox, snapshots, auditLog } = backEnds;
  kit.metrics.sample('series_total', () => registry.size);
  const aliases = new AliasTable();
  const siteAssets = new SiteAssets(site.model, aliases, backEnds.discoveredDevices, auditLog, { clock, ids });
  await siteAssets.load();

  const live = new LiveEvents();
  const sink = new ForwardScores(outbox, kit.metrics);
  const publish = async (batch: TelemetryBatch) => {
    sink.refuseWhenStuck();
    await bus.publish(batch);
  };
  const intake = await buildIntake({ config, kit, backEnds: { ...backEnds, bus: { publish } }, registry, aliases });
  const assetId = edgeAssetOf(config.processName ?? hostname());
  const ownWatch = buildOwnWatch({ kit, backEnds, live, assetId, dataDir: config.dataDir, bus });
  const twinSession = new TwinSession(site, { ...config.twin, backfillStepSeconds }, clock.now());
  const sources = buildSources({ config, kit, snapshots, registry, twinSession, ingest: intake.ingest });
  const quiet = buildQuiet({ kit, backEnds, siteAssets, live });
  const model = () => siteAssets.model;
  const alerting = buildAlertingSettings(parts.alerting, kit);
  const ofTelling = { ...parts, alerting: alerting.inForce, model, quiet: quiet.inForce };
  const telling = tellingMaker(ofTelling, backEnds, live)();
  const detection = buildDetectionSettings(parts.detection, model, kit, { ...backEnds, book: intake.deviceLimits });
  const orders = buildDetectorOrders({ kit, backEnds, snapshots, registry, maintenance: quiet.inForce, live });
  const { guidance } = orders;
  const loops = buildEdgeLoops({ kit, backEnds, live, sink, settings: detection.inForce, guidance, telling });

  return {
    live,
    twin: new ControlTwin(twinSession, auditLog, clock, ids),
    keys: new ManageKeys(backEnds.apiKeys, auditLog, new NodeSecrets(), clock, ids),
    intake: { receive: intake.receive },
    operating: buildOperating({ kit, backEnds, siteAssets, live, redrive: intake.redrive, orders }),
    reading: undefined,
    detection: detection.settings,
    quiet,
    ownActions: orders.ownActions,
    readiness: new CheckReadiness(backEnds.checks),
    lifecycle: new Lifecycle(
      sources,
      [
        ...detection.loops,
        ...alerting.loops,
        orders.follow,
        ...quiet.loops,
        ...loops,
        orders.makeDaily(),
        ownWatch,
        ...backEnds.loops,
      ],
      backEnds.closables,
      log,
    ),
  };
}

interface EdgeLoopParts extends Pick<EdgeServiceParts, 'kit' | 'backEnds'> {
  readonly live: LiveEvents;
  readonly sink: ForwardScores;
  readonly settings: SettingsInForce;
  readonly guidance: LaneGuidance;
  readonly telling: Loop;
}

function buildEdgeLoops({ kit, backEnds, live, sink, settings, guidance, telling }: EdgeLoopParts): readonly Loop[] {
  const { registry, bus, outbox, central, snapshots, alertLog } = backEnds;
  const { clock, log } = kit;
  const raise = new RaiseAlerts(alertLog, live, kit.metrics, log);
  const latest = new LatestScores();
  const { partitions } = bus;
  const lanes = buildLanes({ kit, sink, snapshots, registry, raise, latest, settings, guidance, partitions });
  const centralBus = { publish: async (batch: TelemetryBatch) => (await central.bus.get()).publish(batch) };
  return [
    new ScoreTelemetry(bus, lanes, { clock, log }),
    new WatchSilence(lanes, bus, raise, clock, log),
    telling,
    new ForwardTelemetry(outbox, centralBus, kit),
    new ForwardRecords(backEnds, () => central.records.get(), registry, live, kit),
  ];
}
