import { KeepTiers, keepTiersDefaults } from '../application/keep-tiers.js';
import { LatestScores } from '../application/latest-scores.js';
import type { LiveEvents } from '../application/live-events.js';
import { RaiseAlerts } from '../application/raise-alerts.js';
import { ScoreTelemetry } from '../application/score-telemetry.js';
import { StoreScores } from '../application/store-scores.js';
import { StoreTelemetry } from '../application/store-telemetry.js';
import { WatchSilence } from '../application/watch-silence.js';
import type { Config } from '../config/config.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { Loop } from '../ports/loop.js';
import type { BackEnds } from './back-ends.js';
import type { LaneGuidance } from './build-detector-orders.js';
import { buildLanes } from './build-lanes.js';
import type { Kit } from './kit.js';

interface PipelineParts {
  readonly config: Config;
  readonly kit: Kit;
  readonly backEnds: BackEnds;
  readonly registry: SeriesRegistry;
  readonly live: LiveEvents;
  readonly settings: SettingsInForce;
  readonly guidance: LaneGuidance;
  /** The loop that counts events. */
  readonly counting: Loop;
  /** The loop that computes series from others. */
  readonly deriving: Loop;
  /** The loop that groups alerts into incidents. */
  readonly grouping: Loop;
  /** The loop that tells receivers of alerts. */
  readonly telling: Loop;
}

/** From the bus to store, scores, alerts and whoever is told of them. Loops are in the order in which they start and stop. */
export function buildPipeline(parts: PipelineParts) {
  const { config, kit, backEnds, registry, live, settings, guidance } = parts;
  const { counting, deriving, grouping, telling } = parts;
  const { bus, store, snapshots, alertLog } = backEnds;
  const { clock, log, metrics } = kit;
  const latest = new LatestScores();
  const raise = new RaiseAlerts(alertLog, live, metrics, log);

  const lanes = buildLanes({
    kit,
    sink: new StoreScores(store),
    snapshots,
    registry,
    raise,
    latest,
    settings,
    guidance,
    partitions: bus.partitions,
  });

  const loops: readonly Loop[] = [
    // First to stop: what these publish is stored and scored by those after them.
    counting,
    deriving,
    new StoreTelemetry(bus, store, kit),
    new ScoreTelemetry(bus, lanes, { clock, log }),
    new WatchSilence(lanes, bus, raise, clock, log),
    grouping,
    telling,
    new KeepTiers(store, kit, { ...keepTiersDefaults, retention: config.retention }),
  ];
  return { latest, loops };
}
