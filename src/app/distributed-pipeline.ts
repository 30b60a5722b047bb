import { HoldLease } from '../application/hold-lease.js';
import { KeepTiers, keepTiersDefaults } from '../application/keep-tiers.js';
import type { LatestScores } from '../application/latest-scores.js';
import type { LiveEvents } from '../application/live-events.js';
import { RaiseAlerts } from '../application/raise-alerts.js';
import { ScoreTelemetry } from '../application/score-telemetry.js';
import { StoreTelemetry } from '../application/store-telemetry.js';
import { WatchSilence } from '../application/watch-silence.js';
import type { DistributedConfig } from '../config/distributed-config.js';
import type { Loop } from '../ports/loop.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import { buildLanes } from './build-lanes.js';
import type { DistributedBackEnds } from './distributed-back-ends.js';
import type { Kit } from './kit.js';

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
  /** Makes the loop that tells receivers of alerts. */
  readonly makeTelling: () => Loop;
}

/** Role `store`: every process moves its partitions into the store, one of them keeps its tiers. */
export function buildStoreRole({ config, kit, backEnds, store, processId }: DistributedPipelineParts): readonly Loop[] {
  const makeKeepTiers = () => new KeepTiers(store, kit, { ...keepTiersDefaults, retention: config.retention });
  return [
    new StoreTelemetry(backEnds.bus, store, kit),
    new HoldLease({ name: 'keep-tiers', holder: processId }, makeKeepTiers, backEnds.leases, kit),
  ];
}

/** Role `score`: every process judges its partitions and watches their silence, one of them tells of the alerts. */
export function buildScoreRole(parts: DistributedPipelineParts): readonly Loop[] {
  const { kit, backEnds, store, live, latest, processId, loadSeries, makeTelling } = parts;
  const { bus, snapshots, registry, alertLog, leases } = backEnds;
  const { clock, log } = kit;
  const raise = new RaiseAlerts(alertLog, live, kit.metrics, log);
  const { partitions } = bus;
  const lanes = buildLanes({ kit, store, snapshots, registry, raise, latest, partitions, loadSeries });
  return [
    new ScoreTelemetry(bus, lanes, clock),
    new WatchSilence(lanes, raise, clock, log),
    new HoldLease({ name: 'notify-alerts', holder: processId }, makeTelling, leases, kit),
  ];
}
