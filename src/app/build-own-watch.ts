import { freeSpaceOf } from '../adapters/system/disk-space.js';
import { CheckReadiness, type ReadinessCheck } from '../application/check-readiness.js';
import type { LiveEvents } from '../application/live-events.js';
import { LeasedPresence } from '../application/leased-presence.js';
import { solePresence } from '../application/presence.js';
import { RaiseAlerts } from '../application/raise-alerts.js';
import { SCORE_GROUP } from '../application/score-telemetry.js';
import { type ProcessGauges, TakeVitals } from '../application/take-vitals.js';
import { WatchPlenum } from '../application/watch-plenum.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { Leases } from '../ports/leases.js';
import type { Loop } from '../ports/loop.js';
import type { Metrics } from '../ports/metrics.js';
import type { TelemetryBus } from '../ports/telemetry-bus.js';
import type { Kit } from './kit.js';

interface OwnWatchParts {
  readonly kit: Kit;
  readonly backEnds: { readonly alertLog: AlertLog; readonly checks: readonly ReadinessCheck[] };
  readonly live: LiveEvents;
  /** How this process is called among assets; the same after a restart. */
  readonly assetId: string;
  /** Of the processes that share its records; undefined: it has them alone. */
  readonly leases?: Leases;
  /** Undefined: this process keeps nothing on disk. */
  readonly dataDir: string | undefined;
  /** Undefined: this process scores nothing. */
  readonly bus: Pick<TelemetryBus, 'lag'> | undefined;
}

/** The loop that raises alerts about this process itself. */
export function buildOwnWatch({ kit, backEnds, live, assetId, leases, dataDir, bus }: OwnWatchParts): Loop {
  const { clock, metrics, log } = kit;
  const gauges: ProcessGauges = {
    diskFree: () => (dataDir === undefined ? Promise.resolve(undefined) : freeSpaceOf(dataDir)),
    scoringLag: () => {
      const lag = bus?.lag(SCORE_GROUP).points;
      if (lag !== undefined) metrics.gauge('bus_lag_points', { group: SCORE_GROUP }, lag);
      return lag;
    },
  };
  const readiness = new CheckReadiness(backEnds.checks.map((check) => shownBy(metrics, check)));
  const vitals = new TakeVitals(readiness, metrics, clock, gauges);
  const raise = new RaiseAlerts(backEnds.alertLog, live, metrics, log);
  const presence = leases ? new LeasedPresence(assetId, leases, clock) : solePresence;
  return new WatchPlenum(assetId, vitals, raise, presence, { clock, log });
}

/** The check, which shows its result as a metric, too. */
function shownBy(metrics: Metrics, { name, check }: ReadinessCheck): ReadinessCheck {
  const show = (isReachable: boolean) => metrics.gauge('back_end_reachable', { back_end: name }, Number(isReachable));
  return {
    name,
    check: () =>
      check().then(
        () => show(true),
        (error: unknown) => {
          show(false);
          throw error;
        },
      ),
  };
}
