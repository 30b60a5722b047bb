import { type Lane, Lanes } from '../application/lanes.js';
import type { LatestScores } from '../application/latest-scores.js';
import type { RaiseAlerts } from '../application/raise-alerts.js';
import type { RewindPoint } from '../application/rewind-point.js';
import { LaneOrders, type OrderDesk } from '../application/lane-orders.js';
import { ScoreCheckpoints } from '../application/score-checkpoints.js';
import { ScoreLane } from '../application/score-lane.js';
import { ScoreOutlet } from '../application/score-outlet.js';
import { SilenceLane } from '../application/silence-lane.js';
import { SilenceReports } from '../application/silence-reports.js';
import type { ScoreSink } from '../application/score-sink.js';
import type { Reporting } from '../application/store-telemetry.js';
import { AlertBook } from '../domain/alerting/alert-book.js';
import { DerivedSilence } from '../domain/alerting/derived-silence.js';
import { SeriesWatch } from '../domain/alerting/series-watch.js';
import { SilenceBook } from '../domain/alerting/silence-book.js';
import { SimulatedTime } from '../domain/alerting/simulated-time.js';
import { liveDetector } from '../domain/detection/catalogue.js';
import { DetectorBank } from '../domain/detection/detector-bank.js';
import type { LearningExclusions } from '../domain/detection/hygiene/learning-exclusions.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { ReportingIntervals } from '../domain/telemetry/silence.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';

interface LaneParts {
  readonly kit: Reporting;
  readonly sink: ScoreSink;
  readonly snapshots: StateSnapshots;
  readonly registry: SeriesRegistry;
  readonly raise: RaiseAlerts;
  readonly latest: LatestScores;
  /** Absent: every series is judged as its detector says. */
  readonly settings?: SettingsInForce;
  /** What people order of the detectors, and what is not learned; absent: nothing is ordered, everything sound is learned. */
  readonly guidance?: { readonly desk: OrderDesk; readonly exclusions: LearningExclusions };
  /** Absent where the sink loses nothing when its server starts anew. */
  readonly rewindPointOf?: ((partition: number) => RewindPoint) | undefined;
  /** Of the bus. */
  readonly partitions: number;
  /** Registers what other processes have brought up since; absent where there are none. */
  readonly loadSeries?: () => Promise<void>;
}

/** Everything that watches one partition's series, built anew whenever the bus gives the partition to this process. */
export function buildLanes(parts: LaneParts): Lanes {
  const { kit, sink, snapshots, registry, raise, latest, settings, guidance, rewindPointOf } = parts;
  const simulatedTime = new SimulatedTime(registry);
  const build = async (partition: number): Promise<Lane> => {
    await parts.loadSeries?.();
    const intervals = new ReportingIntervals();
    const book = new AlertBook(registry, settings);
    const watch = new SeriesWatch(
      new DetectorBank(registry, liveDetector, settings, guidance?.exclusions),
      book,
      intervals,
      simulatedTime,
    );
    const checkpoints = new ScoreCheckpoints(partition, snapshots, watch, kit);
    const place = { partition, partitions: parts.partitions };
    return {
      scoring: new ScoreLane(
        watch,
        checkpoints,
        new ScoreOutlet(partition, sink, raise, latest),
        kit.metrics,
        rewindPointOf?.(partition),
      ),
      silence: new SilenceLane(
        new SilenceReports(intervals, simulatedTime, latest, kit.clock),
        new SilenceBook(registry),
        raise,
        new DerivedSilence(book),
      ),
      ...(guidance && { orders: new LaneOrders(place, watch, checkpoints, guidance.desk) }),
    };
  };
  return new Lanes(build, raise, parts.partitions);
}
