import { HoldLease } from '../application/hold-lease.js';
import { KeepCurrent } from '../application/keep-current.js';
import { KeepTiers, keepTiersDefaults } from '../application/keep-tiers.js';
import type { LatestScores } from '../application/latest-scores.js';
import type { LiveEvents } from '../application/live-events.js';
import { PublishAssets } from '../application/publish-assets.js';
import { RaiseAlerts } from '../application/raise-alerts.js';
import { ScoreTelemetry } from '../application/score-telemetry.js';
import type { SiteAssets } from '../application/site-assets.js';
import { StoreScores } from '../application/store-scores.js';
import { StoreTelemetry, storeTelemetryDefaults } from '../application/store-telemetry.js';
import { WatchSilence } from '../application/watch-silence.js';
import type { DistributedConfig } from '../config/distributed-config.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { AssetDirectory } from '../ports/asset-directory.js';
import type { Loop } from '../ports/loop.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { LaneGuidance } from './build-detector-orders.js';
import { buildLanes } from './build-lanes.js';
import type { DistributedBackEnds } from './distributed-back-ends.js';
import type { Kit } from './kit.js';
import { rewindPointsOf } from './rewind-points.js';

export interface DistributedPipelineParts {
  readonly config: DistributedConfig;
  readonly kit: Kit;
  readonly backEnds: DistributedBackEnds;
  readonly store: TelemetryStore;
  readonly assets: AssetDirectory;
  readonly siteAssets: SiteAssets;
  readonly live: LiveEvents;
  readonly latest: LatestScores;
  readonly settings: SettingsInForce;
  readonly guidance: LaneGuidance;
  /** The loop that brings `guidance` up to date. */
  readonly followOrders: Loop;
  /** Makes the loop that takes daily versions. */
  readonly makeDaily: () => Loop;
  /** Of this process, as the holder of leases. */
  readonly processId: string;
  /** Registers what other processes have brought up since. */
  readonly loadSeries: () => Promise<void>;
  /** Makes the loop that computes series from others. */
  readonly makeDeriving: () => Loop;
  /** Makes the loop that groups alerts into incidents. */
  readonly makeGrouping: () => Loop;
  /** Makes the loop that tells receivers of alerts. */
  readonly makeTelling: () => Loop;
}

const publishAssetsMs = 10_000;

/** Role `store`: every process moves its partitions into the store, one keeps its tiers, one the list of assets beside it. */
export function buildStoreRole(parts: DistributedPipelineParts): readonly Loop[] {
  const { config, kit, backEnds, store, processId: holder } = parts;
  const { bus, leases, snapshots } = backEnds;
  const rewindPoints = rewindPointsOf('store', { store, snapshots, kit });
  const makeKeepTiers = () => new KeepTiers(store, kit, { ...keepTiersDefaults, retention: config.retention });
  return [
    new StoreTelemetry(bus, store, kit, storeTelemetryDefaults, rewindPoints),
    new HoldLease({ name: 'keep-tiers', holder }, makeKeepTiers, leases, kit),
    new HoldLease({ name: 'publish-assets', holder }, () => keepAssetsPublished(parts), leases, kit),
  ];
}

/** For the variables of Grafana's dashboards, which read InfluxDB without Plenum. */
function keepAssetsPublished(parts: DistributedPipelineParts): Loop {
  const { kit, backEnds, store, assets, siteAssets, loadSeries } = parts;
  const { clock, log } = kit;
  const publish = new PublishAssets(siteAssets, backEnds.registry, assets, clock, store.runs);
  const refresh = async () => {
    await loadSeries();
    await publish.refresh();
  };
  return new KeepCurrent({ what: 'assets', everyMs: publishAssetsMs, refresh }, clock, log);
}

/**
 * Role `score`: every process judges its partitions and watches their silence; one derives series from
 * others, one groups the alerts, one tells of them.
 */
export function buildScoreRole(parts: DistributedPipelineParts): readonly Loop[] {
  const { kit, backEnds, store, live, latest, settings, guidance, processId, loadSeries } = parts;
  const { makeDeriving, makeGrouping, makeTelling, makeDaily } = parts;
  const { bus, snapshots, registry, alertLog, leases } = backEnds;
  const { clock, log } = kit;
  const raise = new RaiseAlerts(alertLog, live, kit.metrics, log);
  const { partitions } = bus;
  const sink = new StoreScores(store);
  const rewindPointOf = rewindPointsOf('score', { store, snapshots, kit });
  const shared = { kit, sink, snapshots, registry, raise, latest, settings, guidance };
  const lanes = buildLanes({ ...shared, rewindPointOf, partitions, loadSeries });
  return [
    parts.followOrders,
    new ScoreTelemetry(bus, lanes, kit, store.runs),
    new WatchSilence(lanes, bus, raise, clock, log),
    new HoldLease({ name: 'derive', holder: processId }, makeDeriving, leases, kit),
    new HoldLease({ name: 'group-alerts', holder: processId }, makeGrouping, leases, kit),
    new HoldLease({ name: 'notify-alerts', holder: processId }, makeTelling, leases, kit),
    new HoldLease({ name: 'take-daily-versions', holder: processId }, makeDaily, leases, kit),
  ];
}
