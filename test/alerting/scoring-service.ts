import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { rewindPointsOf } from '../../src/app/rewind-points.js';
import { Lanes } from '../../src/application/lanes.js';
import { LaneOrders } from '../../src/application/lane-orders.js';
import { LatestScores } from '../../src/application/latest-scores.js';
import { type LiveEvent, LiveEvents } from '../../src/application/live-events.js';
import { OrderFeed } from '../../src/application/order-feed.js';
import { RaiseAlerts } from '../../src/application/raise-alerts.js';
import { ScoreCheckpoints } from '../../src/application/score-checkpoints.js';
import { ScoreLane } from '../../src/application/score-lane.js';
import { ScoreOutlet } from '../../src/application/score-outlet.js';
import { ScoreTelemetry } from '../../src/application/score-telemetry.js';
import { StoreScores } from '../../src/application/store-scores.js';
import { VersionParts } from '../../src/application/version-parts.js';
import { SilenceLane } from '../../src/application/silence-lane.js';
import { SilenceReports } from '../../src/application/silence-reports.js';
import { AlertBook } from '../../src/domain/alerting/alert-book.js';
import { SeriesWatch } from '../../src/domain/alerting/series-watch.js';
import { SilenceBook } from '../../src/domain/alerting/silence-book.js';
import { SimulatedTime } from '../../src/domain/alerting/simulated-time.js';
import { DetectorBank } from '../../src/domain/detection/detector-bank.js';
import { partitionOfAsset } from '../../src/domain/telemetry/partition-of-asset.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { ReportingIntervals } from '../../src/domain/telemetry/silence.js';
import { batchOf } from '../../src/domain/telemetry/telemetry-batch.js';
import { noon, withSeries } from './builders.js';
import { MemoryDetectorOrders } from './memory-detector-orders.js';
import { type FragileRuns, MemoryScoreStore, ScriptedBus } from './score-stand-ins.js';
import { MemoryAlertLog, MemorySnapshots, RecordingLog, RecordingMetrics } from './stand-ins.js';

/** Points of the history: forty minutes healthy, five stopped, ten healthy again. */
export const fanPoints = { healthy: 240, stopped: 30, recovered: 60, all: 330 };

/** Speed of a fan in trouble, by the number of readings since the trouble began. */
export type Trouble = (index: number) => number;

const stoppedFan: Trouble = () => 0;

/** Crawls for two minutes, then stands still. */
export const dyingFan: Trouble = (index) => (index < 12 ? 0.09 : 0);

/** The fan speed of a CRAH every ten seconds, ten points a batch. */
export function fanHistory(seriesId = 1, trouble = stoppedFan) {
  const { healthy, stopped, all } = fanPoints;
  const speed = (index: number) => {
    const isTroubled = index >= healthy && index < healthy + stopped;
    return isTroubled ? trouble(index - healthy) : 0.6 + 0.005 * Math.sin(index * 1.7 + seriesId);
  };
  const points = Array.from({ length: all }, (_, index) => {
    return { seriesId, at: noon + index * 10_000, value: speed(index) };
  });
  return Array.from({ length: points.length / 10 }, (_, batch) => batchOf(points.slice(batch * 10, batch * 10 + 10)));
}

/** The first CRAH of the hall whose series go to a partition. */
export function crahIn(partition: number, partitions: number): string {
  for (let number = 1; ; number += 1) {
    const assetId = `hall-1-crah-${number}`;
    if (partitionOfAsset(assetId, partitions) === partition) return assetId;
  }
}

interface ScoringOptions {
  /** After how many points state is saved. */
  readonly everyPoints?: number;
  /** Each has one CRAH, with the series of its number plus one. */
  readonly partitions?: number;
  /** Whether the store records positions. */
  readonly recordsPositions?: boolean;
  /** Of a server behind the store; it has none when absent. */
  readonly runs?: FragileRuns;
}

/** What outlives a crash (bus, store, snapshots, alert log: in memory) and processes on top of it (real). */
export function aScoringService(options: ScoringOptions = {}) {
  const { everyPoints = Infinity, partitions = 1, recordsPositions = true, runs } = options;
  const bus = new ScriptedBus(partitions);
  const store = new MemoryScoreStore(recordsPositions, runs);
  const snapshots = new MemorySnapshots();
  const alertLog = new MemoryAlertLog();
  const orders = new MemoryDetectorOrders();
  const shown: LiveEvent[] = [];
  const log = new RecordingLog();
  const metrics = new RecordingMetrics();
  const clock = new FakeClock(noon);

  /** A process that has been started but has no partition yet. */
  function aProcess() {
    const registry = new SeriesRegistry();
    for (let partition = 0; partition < partitions; partition += 1) {
      withSeries(registry, crahIn(partition, partitions), ['dc.crah.fan_speed']);
    }
    const live = new LiveEvents();
    live.listen((event) => shown.push(event));
    const latest = new LatestScores();
    const raise = new RaiseAlerts(alertLog, live, metrics, log);
    const simulatedTime = new SimulatedTime(registry);
    const rewindPointOf = rewindPointsOf('score', { store, snapshots, kit: { clock, log, metrics } });
    const settings = { everyPoints, everyMs: Infinity };
    const feed = new OrderFeed(orders);
    const desk = { feed, versions: new VersionParts(snapshots, orders), log };
    const build = (partition: number) => {
      const intervals = new ReportingIntervals();
      const watch = new SeriesWatch(new DetectorBank(registry), new AlertBook(registry), intervals, simulatedTime);
      const checkpoints = new ScoreCheckpoints(partition, snapshots, watch, { clock, log }, settings);
      const outlet = new ScoreOutlet(partition, new StoreScores(store), raise, latest);
      const reports = new SilenceReports(intervals, simulatedTime, latest, clock);
      return Promise.resolve({
        scoring: new ScoreLane(watch, checkpoints, outlet, metrics, rewindPointOf?.(partition)),
        silence: new SilenceLane(reports, new SilenceBook(registry), raise),
        orders: new LaneOrders({ partition, partitions }, watch, checkpoints, desk),
      });
    };
    const lanes = new Lanes(build, raise, partitions);
    return { loop: new ScoreTelemetry(bus, lanes, { clock, log }, runs), lanes, latest, feed };
  }

  return {
    bus,
    store,
    snapshots,
    alertLog,
    orders,
    shown,
    log,
    metrics,
    clock,
    aProcess,
    /** A process that has every partition. */
    async start() {
      const process = aProcess();
      await process.feed.look();
      await process.loop.start();
      return process;
    },
    async publishHistory(trouble = stoppedFan) {
      for (let partition = 0; partition < partitions; partition += 1) {
        for (const batch of fanHistory(partition + 1, trouble)) await bus.publishTo(partition, batch);
      }
    },
    async drain(batchesACall = 4) {
      for (let partition = 0; partition < partitions; partition += 1) {
        while (!bus.isDrained(partition)) await bus.deliver(batchesACall, partition);
      }
    },
    /** Rows by series and time: partitions have no order among them. */
    rows: () => [...store.rows].sort((left, right) => left.seriesId - right.seriesId || left.at - right.at),
    /** What must be the same after any crash; the text of an alert taken over from the log knows no band. */
    changes: () =>
      alertLog.changes
        .map(({ id, state, startsAt, firedAt, resolvedAt, value, severity, assetId }) => {
          return { id, state, startsAt, firedAt, resolvedAt, value, severity, assetId };
        })
        .sort((left, right) => (left.id + left.state < right.id + right.state ? -1 : 1)),
  };
}

/** Rows and changes of the same history without any crash. */
export async function uninterrupted(options: ScoringOptions = {}) {
  const service = aScoringService(options);
  await service.start();
  await service.publishHistory();
  await service.drain();
  return { rows: service.rows(), changes: service.changes() };
}
