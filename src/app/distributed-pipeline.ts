import { HoldLease } from '../application/hold-lease.js';
import { KeepTiers, keepTiersDefaults } from '../application/keep-tiers.js';
import type { LatestScores } from '../application/latest-scores.js';
import type { LiveEvents } from '../application/live-events.js';
import { NotifyAlerts } from '../application/notify-alerts.js';
import { RaiseAlerts } from '../application/raise-alerts.js';
import { ScoreTelemetry } from '../application/score-telemetry.js';
import { StoreScores } from '../application/store-scores.js';
import { StoreTelemetry, storeTelemetryDefaults } from '../application/store-telemetry.js';
import { WatchSilence } from '../application/watch-silence.js';
import type { DistributedConfig } from '../config/distributed-config.js';
import type { Loop } from '../ports/loop.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import { buildLanes } from './build-lanes.js';
import { buildNotifiers } from './build-notifiers.js';
import type { DistributedBackEnds } from './distributed-back-ends.js';
import type { Kit } from './kit.js';
import { rewindPointsOf } from './rewind-points.js';

export interface DistributedPipelineParts {
  readonly config: DistributedConfig;
  readonly kit: Kit;
  readonly backEnds: DistributedBackEnds;
  readonly store: TelemetryStore;
  readonly live: LiveEvents;
  readonly latest: LatestScores;
  /** Of this process, as the holder of leases. */
  readonly processId: string;
  /** Registers what other processes have brought up since. */
  readonly loadSeries: () => Promise<void>;
}

/** Role `store`: every process moves its partitions into the store, one of them keeps its tiers. */
export function buildStoreRole({ config, kit, backEnds, store, processId }: DistributedPipelineParts): readonly Loop[] {
  const rewindPoints = rewindPointsOf('store', { store, snapshots: backEnds.snapshots, kit });
  const makeKeepTiers = () => new KeepTiers(store, kit, { ...keepTiersDefaults, retention: config.retention });
  return [
    new StoreTelemetry(backEnds.bus, store, kit, storeTelemetryDefaults, rewindPoints),
    new HoldLease({ name: 'keep-tiers', holder: processId }, makeKeepTiers, backEnds.leases, kit),
  ];
}

/** Role `score`: every process judges its partitions and watches their silence, one of them tells of the alerts. */
export function buildScoreRole(parts: DistributedPipelineParts): readonly Loop[] {
  const { config, kit, backEnds, store, live, latest, processId, loadSeries } = parts;
  const { bus, snapshots, registry, alertLog, leases } = backEnds;
  const { clock, log } = kit;
  const raise = new RaiseAlerts(alertLog, live, kit.metrics, log);
  const { partitions } = bus;
  const sink = new StoreScores(store);
  const rewindPointOf = rewindPointsOf('score', { store, snapshots, kit });
  const lanes = buildLanes({ kit, sink, snapshots, registry, raise, latest, rewindPointOf, partitions, loadSeries });
  const makeNotify = () => new NotifyAlerts(alertLog, buildNotifiers(config, kit), live, clock, log);
  return [
    new ScoreTelemetry(bus, lanes, kit, store.runs),
    new WatchSilence(lanes, bus, raise, clock, log),
    new HoldLease({ name: 'notify-alerts', holder: processId }, makeNotify, leases, kit),
  ];
}
