import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aRegistry, noon } from '../../test/alerting/builders.js';
import { MemoryScoreStore, ScriptedBus } from '../../test/alerting/score-stand-ins.js';
import { MemoryAlertLog, MemorySnapshots, RecordingLog, RecordingMetrics } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { AlertBook } from '../domain/alerting/alert-book.js';
import { SeriesWatch } from '../domain/alerting/series-watch.js';
import { SimulatedTime } from '../domain/alerting/simulated-time.js';
import { DetectorBank } from '../domain/detection/detector-bank.js';
import { ReportingIntervals } from '../domain/telemetry/silence.js';
import { batchOf } from '../domain/telemetry/telemetry-batch.js';
import { LatestScores } from './latest-scores.js';
import { type LiveEvent, LiveEvents } from './live-events.js';
import { RaiseAlerts } from './raise-alerts.js';
import { ScoreCheckpoints } from './score-checkpoints.js';
import { ScoreOutlet } from './score-outlet.js';
import { ScoreTelemetry } from './score-telemetry.js';

const HEALTHY = 240;
const STOPPED = 30;
const RECOVERED = 60;

const stoppedFan = () => 0;
/** Crawling for two minutes, then dead. */
const dyingFan = (index: number) => (index < 12 ? 0.09 : 0);

/** Fan speed every ten seconds: forty minutes of it healthy, five in trouble, then healthy again; ten points a batch. */
function fanHistory(trouble: (index: number) => number = stoppedFan) {
  const speed = (index: number) => {
    const troubled = index >= HEALTHY && index < HEALTHY + STOPPED;
    return troubled ? trouble(index - HEALTHY) : 0.6 + 0.005 * Math.sin(index * 1.7);
  };
  const points = Array.from({ length: HEALTHY + STOPPED + RECOVERED }, (_, index) => {
    return { seriesId: 1, at: noon + index * 10_000, value: speed(index) };
  });
  return Array.from({ length: points.length / 10 }, (_, batch) => batchOf(points.slice(batch * 10, batch * 10 + 10)));
}

/** What outlives a crash (bus, store, snapshots, alert log: in memory) and lives of the process on top of it (real). */
function aService(everyPoints = Infinity) {
  const disk = {
    bus: new ScriptedBus(),
    store: new MemoryScoreStore(),
    snapshots: new MemorySnapshots(),
    alertLog: new MemoryAlertLog(),
  };
  const shown: LiveEvent[] = [];
  const log = new RecordingLog();
  const metrics = new RecordingMetrics();

  async function start() {
    const registry = aRegistry();
    const watch = new SeriesWatch(
      new DetectorBank(registry),
      new AlertBook(registry),
      new ReportingIntervals(),
      new SimulatedTime(registry),
    );
    const live = new LiveEvents();
    live.listen((event) => shown.push(event));
    const latest = new LatestScores();
    const settings = { everyPoints, everyMs: Infinity };
    const loop = new ScoreTelemetry(
      disk.bus,
      watch,
      new ScoreCheckpoints(disk.snapshots, watch, new FakeClock(noon), log, settings),
      new ScoreOutlet(disk.store, new RaiseAlerts(disk.alertLog, live, metrics, log), latest),
      metrics,
    );
    await loop.start();
    return { loop, latest };
  }

  async function publishHistory(trouble: (index: number) => number = stoppedFan) {
    for (const batch of fanHistory(trouble)) await disk.bus.publish(batch);
  }

  async function drain(batchesACall = 4) {
    while (!disk.bus.isDrained) await disk.bus.deliver(batchesACall);
  }

  return { ...disk, shown, log, metrics, start, publishHistory, drain };
}

/** What must be the same after any crash; the text of an alert taken over from the log knows no band. */
const changesOf = (alertLog: MemoryAlertLog) =>
  alertLog.changes.map(({ id, state, startsAt, firedAt, resolvedAt, value, severity }) => {
    return { id, state, startsAt, firedAt, resolvedAt, value, severity };
  });

/** The same history without any crash. */
async function uninterrupted() {
  const service = aService();
  await service.start();
  await service.publishHistory();
  await service.drain();
  return { rows: service.store.rows, changes: changesOf(service.alertLog) };
}

describe('Scoring the telemetry', () => {
  it('a CRAH fan that stops: every point scored, one alert fired and resolved, shown and stored', async () => {
    const service = aService();
    const { latest } = await service.start();
    await service.publishHistory();
    await service.drain();
    expect(service.store.rows).toHaveLength(HEALTHY + STOPPED + RECOVERED);
    expect(service.alertLog.changes).toMatchObject([
      { state: 'firing', metric: 'dc.crah.fan_speed', startsAt: noon + HEALTHY * 10_000, value: 0 },
      { state: 'resolved' },
    ]);
    expect(service.shown).toMatchObject([
      { kind: 'alert', alert: { state: 'firing' } },
      { kind: 'alert', alert: { state: 'resolved' } },
    ]);
    expect(latest.of(1)).toMatchObject({ at: noon + (HEALTHY + STOPPED + RECOVERED - 1) * 10_000 });
    expect(service.metrics.totals.get('component_received_total score')).toBe(HEALTHY + STOPPED + RECOVERED);
    expect(service.metrics.totals.get('alerts_firing anomaly')).toBe(0);
  });

  it('a restart in the middle of an episode does not double the alert', async () => {
    const service = aService();
    await service.start();
    await service.publishHistory();
    await service.bus.deliver(HEALTHY / 10 + 1);
    expect(service.alertLog.changes).toHaveLength(1);
    const written = service.store.rows.length;
    await service.start();
    await service.bus.deliver(HEALTHY / 10 + 1);
    expect(service.alertLog.changes).toHaveLength(1);
    expect(service.shown).toHaveLength(1);
    expect(service.store.rows).toHaveLength(written);
  });

  it('a kill between scores written and alert recorded loses no alert', async () => {
    const service = aService();
    await service.start();
    await service.publishHistory();
    service.alertLog.refuseNext();
    await expect(service.bus.deliver(HEALTHY / 10 + 1)).rejects.toThrow('the database is gone');
    expect(service.store.rows.length).toBeGreaterThan(0);
    await service.start();
    await service.drain();
    expect(changesOf(service.alertLog)).toEqual((await uninterrupted()).changes);
    expect(service.store.rows).toEqual((await uninterrupted()).rows);
  });

  it('a store or a database that is gone for a while loses and doubles nothing', async () => {
    const service = aService();
    await service.start();
    await service.publishHistory();
    service.store.refuseNext();
    await expect(service.bus.deliver(25)).rejects.toThrow('the disk is full');
    service.alertLog.refuseNext(2);
    await expect(service.bus.deliver(25)).rejects.toThrow('the database is gone');
    await expect(service.bus.deliver(25)).rejects.toThrow('the database is gone');
    await service.drain();
    expect(service.store.rows).toEqual((await uninterrupted()).rows);
    expect(changesOf(service.alertLog)).toEqual((await uninterrupted()).changes);
  });

  it('a graceful stop saves the state: the next start judges nothing again', async () => {
    const service = aService();
    const { loop } = await service.start();
    await service.publishHistory();
    await service.bus.deliver(10);
    await loop.stop();
    await loop.stop();
    expect(service.bus.committed).toBe(10);
    await service.start();
    await service.drain();
    expect(service.metrics.totals.get('component_received_total score')).toBe(HEALTHY + STOPPED + RECOVERED);
    expect(service.store.rows).toEqual((await uninterrupted()).rows);
  });

  it('an offset is committed only once its state is saved', async () => {
    const service = aService(100);
    await service.start();
    await service.publishHistory();
    await service.bus.deliver(9);
    expect(service.bus.committed).toBe(0);
    await service.bus.deliver(4);
    expect(service.bus.committed).toBe(13);
    expect(service.snapshots.saved.get('score')?.offset).toBe(13);
  });

  it('a damaged state is said and given up, and what fires can still resolve', async () => {
    const service = aService(10);
    await service.start();
    await service.publishHistory();
    await service.bus.deliver(HEALTHY / 10 + 1);
    expect(service.alertLog.changes).toMatchObject([{ state: 'firing' }]);
    service.snapshots.saved.set('score', { offset: 25, version: 2, bytes: new Uint8Array([9, 9, 9]) });
    await service.start();
    expect(service.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'saved scoring state not usable, detectors warm up again' }),
    );
    await service.drain();
    expect(service.alertLog.changes).toMatchObject([{ state: 'firing' }, { state: 'resolved' }]);
  });

  it('a state of another version is given up too', async () => {
    const service = aService();
    service.snapshots.saved.set('score', { offset: 3, version: 99, bytes: new Uint8Array() });
    await service.start();
    expect(service.log.lines).toMatchObject([{ level: 'error', fields: { found: 99, readable: 2 } }]);
  });

  it('SIGKILL at any time and any number of times loses and doubles nothing', async () => {
    const expected = await uninterrupted();
    const life = fc.record({ calls: fc.integer({ min: 0, max: 8 }), batchesACall: fc.integer({ min: 1, max: 7 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 5 }), fc.integer({ min: 1, max: 300 }), async (lives, every) => {
        const service = aService(every);
        await service.publishHistory();
        for (const { calls, batchesACall } of lives) {
          await service.start();
          for (let call = 0; call < calls; call += 1) await service.bus.deliver(batchesACall);
        }
        await service.start();
        await service.drain();
        expect(service.store.rows).toEqual(expected.rows);
        expect(changesOf(service.alertLog)).toEqual(expected.changes);
        expect(service.shown).toHaveLength(expected.changes.length);
      }),
      { numRuns: 60 },
    );
  });

  it('SIGKILL while a fan dies slowly: told when it crawls and when it stands still, and nothing twice', async () => {
    const life = fc.record({ calls: fc.integer({ min: 0, max: 14 }), batchesACall: fc.integer({ min: 1, max: 4 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 5 }), fc.integer({ min: 1, max: 300 }), async (lives, every) => {
        const service = aService(every);
        await service.publishHistory(dyingFan);
        for (const { calls, batchesACall } of lives) {
          await service.start();
          for (let call = 0; call < calls; call += 1) await service.bus.deliver(batchesACall);
        }
        await service.start();
        await service.drain();
        const { changes } = service.alertLog;
        expect(changes.map(({ state, severity, escalatedFrom }) => [state, severity, escalatedFrom])).toEqual([
          ['firing', 'warning', undefined],
          ['firing', 'critical', 'warning'],
          ['resolved', 'critical', undefined],
        ]);
        expect(changes.at(-1)).toMatchObject({ value: 0 });
      }),
      { numRuns: 60 },
    );
  });
});
