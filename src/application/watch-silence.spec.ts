import { describe, expect, it } from '@jest/globals';
import { noon, withSeries } from '../../test/alerting/builders.js';
import { MemoryAlertLog, RecordingLog, RecordingMetrics } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { SilenceBook } from '../domain/alerting/silence-book.js';
import { SimulatedTime } from '../domain/alerting/simulated-time.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { ReportingIntervals } from '../domain/telemetry/silence.js';
import { batchOf } from '../domain/telemetry/telemetry-batch.js';
import { LatestScores } from './latest-scores.js';
import { LiveEvents } from './live-events.js';
import { RaiseAlerts } from './raise-alerts.js';
import { SilenceLane } from './silence-lane.js';
import { SilenceReports } from './silence-reports.js';
import { WatchSilence } from './watch-silence.js';

const stepMs = 15_000;

/** A server and a simulated one, three series each, watched by real parts on an alert log in memory, in fake time. */
function aSite({ alertLog = new MemoryAlertLog(), nowMs = noon, simulatedAheadMs = 0 } = {}) {
  const bus = { behindMs: () => 0 };
  const registry = new SeriesRegistry();
  const metrics = ['system.cpu.utilization', 'system.memory.utilization', 'hw.host.power'];
  const server = withSeries(registry, 'server-7', metrics);
  const twin = withSeries(registry, 'twin-server-1', metrics, { simulated: true });
  const clock = new FakeClock(nowMs);
  const intervals = new ReportingIntervals();
  const simulatedTime = new SimulatedTime(registry);
  const log = new RecordingLog();
  const gauges = new RecordingMetrics();
  const raise = new RaiseAlerts(alertLog, new LiveEvents(), gauges, log);
  const reports = new SilenceReports(intervals, simulatedTime, new LatestScores(), clock);
  const lane = new SilenceLane(reports, new SilenceBook(registry), raise);
  const watch = new WatchSilence({ silences: new Map([[0, lane]]) }, bus, raise, clock, log);
  const report = (ids: readonly number[], at: number) => {
    const batch = batchOf(ids.map((seriesId) => ({ seriesId, at, value: 1 })));
    simulatedTime.observe(batch);
    for (const seriesId of ids) intervals.observe(seriesId, at);
  };
  /** Time passes in steps; who is named reports in each, then it is checked. */
  async function pass(steps: number, { serverReports = true, twinReports = true } = {}) {
    for (let step = 0; step < steps; step += 1) {
      clock.advance(stepMs);
      if (serverReports) report(server, clock.now());
      if (twinReports) report(twin, clock.now() + simulatedAheadMs);
      await watch.check();
    }
  }
  return { alertLog, bus, clock, intervals, log, gauges, lane, pass, watch };
}

const summaries = (alertLog: MemoryAlertLog) => alertLog.changes.map(({ state, assetId }) => `${assetId} ${state}`);

describe('Watching for silence', () => {
  it('a server that goes silent is one alert for the device, resolved when it reports again', async () => {
    const { pass, alertLog, gauges } = aSite();
    await pass(20);
    await pass(12, { serverReports: false });
    expect(summaries(alertLog)).toEqual(['server-7 firing']);
    expect(gauges.totals.get('alerts_firing silent')).toBe(1);
    await pass(2);
    expect(summaries(alertLog)).toEqual(['server-7 firing', 'server-7 resolved']);
  });

  it('a twin that runs hours ahead is judged by its own time', async () => {
    const { pass, alertLog } = aSite({ simulatedAheadMs: 5 * 3_600_000 });
    await pass(20);
    expect(alertLog.changes).toEqual([]);
    await pass(12, { twinReports: false });
    expect(summaries(alertLog)).toEqual(['twin-server-1 firing']);
    expect(alertLog.changes[0]).toMatchObject({ simulated: true, startsAt: noon + 20 * stepMs + 5 * 3_600_000 });
  });

  it('a silence that began before a restart is the same alert after it', async () => {
    const before = aSite();
    await before.pass(20);
    await before.pass(12, { serverReports: false });
    const after = aSite({ alertLog: before.alertLog, nowMs: before.clock.now() });
    after.intervals.restore(before.intervals.snapshot());
    after.lane.adopt(before.alertLog.changes);
    await after.watch.start();
    await after.pass(12, { serverReports: false });
    await after.pass(2);
    await after.watch.stop();
    expect(summaries(after.alertLog)).toEqual(['server-7 firing', 'server-7 resolved']);
  });

  it('hours of downtime are not the silence of the devices that report again', async () => {
    const before = aSite();
    await before.pass(20);
    const after = aSite({ alertLog: before.alertLog, nowMs: before.clock.now() + 7_200_000 });
    after.intervals.restore(before.intervals.snapshot());
    await after.pass(1, { serverReports: false });
    await after.pass(20);
    expect(after.alertLog.changes).toEqual([]);
  });

  it('an outage of the bus is not the silence of the devices behind it, but a device that stays away after it is', async () => {
    const { pass, alertLog, bus } = aSite();
    await pass(20);
    bus.behindMs = () => 60_000;
    await pass(240, { serverReports: false, twinReports: false });
    bus.behindMs = () => 0;
    await pass(1, { serverReports: false, twinReports: false });
    await pass(3, { serverReports: false });
    expect(alertLog.changes).toEqual([]);
    await pass(12, { serverReports: false });
    expect(summaries(alertLog)).toEqual(['server-7 firing']);
  });

  it('a device that was only suspected before an outage is heard out after it', async () => {
    const { pass, alertLog, bus } = aSite();
    await pass(20);
    await pass(6, { serverReports: false });
    expect(alertLog.changes).toEqual([]);
    bus.behindMs = () => 60_000;
    await pass(4, { serverReports: false });
    bus.behindMs = () => 0;
    await pass(1, { serverReports: false });
    await pass(5);
    expect(alertLog.changes).toEqual([]);
  });

  it('a silence that could not be recorded is recorded by the next check', async () => {
    const { pass, alertLog, watch } = aSite();
    await pass(20);
    await pass(5, { serverReports: false });
    alertLog.refuseNext();
    await expect(pass(5, { serverReports: false })).rejects.toThrow('the database is gone');
    await watch.check();
    expect(summaries(alertLog)).toEqual(['server-7 firing']);
  });

  it('the loop goes on after a failure, and stops', async () => {
    const { pass, alertLog, watch, clock, log } = aSite();
    await pass(20);
    await watch.start();
    alertLog.refuseNext();
    for (let step = 0; step < 12; step += 1) {
      clock.advance(stepMs);
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
    await watch.stop();
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(summaries(alertLog)).toContain('server-7 firing');
  });
});
