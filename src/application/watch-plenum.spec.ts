import { describe, expect, it } from '@jest/globals';
import { noon } from '../../test/alerting/builders.js';
import { MemoryAlertLog, RecordingLog } from '../../test/alerting/stand-ins.js';
import { MemoryLeases } from '../../test/records/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { PromMetrics } from '../observability/prom-metrics.js';
import { CheckReadiness } from './check-readiness.js';
import { LeasedPresence } from './leased-presence.js';
import { LiveEvents } from './live-events.js';
import { type Presence, solePresence } from './presence.js';
import { RaiseAlerts } from './raise-alerts.js';
import { TakeVitals } from './take-vitals.js';
import { WatchPlenum } from './watch-plenum.js';

interface Surroundings {
  readonly assetId: string;
  readonly clock: FakeClock;
  readonly presence: Presence;
}

/** Real: Plenum's metrics and what is made of them. Records in memory, fake time, a store that the test takes away. */
function aProcess(
  alertLog = new MemoryAlertLog(),
  { assetId = 'plenum', clock = new FakeClock(noon), presence = solePresence }: Partial<Surroundings> = {},
) {
  const metrics = new PromMetrics();
  const log = new RecordingLog();
  const machine = { isStoreGone: false, diskFree: { share: 0.5, bytes: 2 ** 40 }, lag: 0 };
  const check = () => (machine.isStoreGone ? Promise.reject(new Error('connection refused')) : Promise.resolve());
  const vitals = new TakeVitals(new CheckReadiness([{ name: 'telemetry store', check }]), metrics, clock, {
    diskFree: () => Promise.resolve(machine.diskFree),
    scoringLag: () => machine.lag,
  });
  const raise = new RaiseAlerts(alertLog, new LiveEvents(), metrics, log);
  const watch = new WatchPlenum(assetId, vitals, raise, presence, { clock, log });
  /** Looks as often as it does in that time; `meanwhile` happens before each look. */
  const pass = async (seconds: number, meanwhile: () => void = () => {}) => {
    for (let passed = 0; passed < seconds; passed += 15) {
      meanwhile();
      await watch.turn();
      clock.advance(15_000);
    }
  };
  const raised = async () =>
    (await alertLog.list({ limit: 10 })).map(({ metric, component, state }) => `${state} ${metric} ${component}`);
  return { alertLog, metrics, machine, watch, pass, raised };
}

describe('Plenum that watches itself', () => {
  it('records that its store is gone, and that it is back', async () => {
    const { machine, pass, raised } = aProcess();
    machine.isStoreGone = true;
    await pass(90);
    expect(await raised()).toEqual(['firing plenum.back-end-unreachable telemetry store']);
    machine.isStoreGone = false;
    await pass(90);
    expect(await raised()).toEqual(['resolved plenum.back-end-unreachable telemetry store']);
  });

  it('ends in the records what it raised before it was restarted', async () => {
    const before = aProcess();
    before.machine.diskFree = { share: 0.01, bytes: 2 ** 29 };
    await before.pass(90);
    const after = aProcess(before.alertLog);
    await after.pass(180);
    expect(await after.raised()).toEqual(['resolved plenum.disk-nearly-full ']);
  });

  it('tells later of an end that the records did not take', async () => {
    const { alertLog, machine, watch, pass, raised } = aProcess();
    machine.isStoreGone = true;
    await pass(90);
    machine.isStoreGone = false;
    await pass(45);
    alertLog.refuseNext();
    await expect(pass(30)).rejects.toMatchObject({ code: 'unavailable' });
    await watch.turn();
    expect(await raised()).toEqual(['resolved plenum.back-end-unreachable telemetry store']);
  });

  it('tells the start and the end of trouble that was over before the records answered again', async () => {
    const { alertLog, machine, watch, pass } = aProcess();
    alertLog.refuseNext(Infinity);
    const turn = watch.turn.bind(watch);
    // What the loop does on an error: it tries again.
    watch.turn = () => turn().catch(() => 0);
    machine.isStoreGone = true;
    await pass(120);
    machine.isStoreGone = false;
    await pass(120);
    alertLog.refuseNext(0);
    await pass(30);
    const told = alertLog.changes.map(({ state, firedAt, resolvedAt }) => ({ state, firedAt, resolvedAt }));
    expect(told).toMatchObject([
      { state: 'firing', firedAt: noon + 60_000 },
      { state: 'resolved', firedAt: noon + 60_000, resolvedAt: noon + 165_000 },
    ]);
  });

  it('notices a receiver that confirms nothing for minutes, not one that confirms after a refusal', async () => {
    const { metrics, pass, raised } = aProcess();
    const refused = (name: string) =>
      metrics.count('component_errors_total', { component: `notifier-${name}`, code: 'unavailable' });
    await pass(15);
    refused('chat');
    await pass(15);
    metrics.count('component_sent_total', { component: 'notifier-chat' });
    await pass(345, () => refused('mail'));
    expect(await raised()).toEqual(['firing plenum.notifier-failing mail']);
  });

  it('takes no receiver for failing because it refused a single notice for what it says', async () => {
    const { metrics, pass, raised } = aProcess();
    await pass(15);
    metrics.count('component_errors_total', { component: 'notifier-chat', code: 'invalid_input' });
    await pass(540);
    expect(await raised()).toEqual([]);
  });

  it('notices that it rejects much of what it is sent, and takes repeats for no rejections', async () => {
    const { metrics, pass, raised } = aProcess();
    const component = 'intake_influx';
    const sent = (reason: string) => {
      metrics.count('component_received_total', { component }, 100);
      metrics.count('component_dropped_total', { component, reason }, 60);
    };
    await pass(300, () => sent('duplicate'));
    expect(await raised()).toEqual([]);
    await pass(180, () => sent('unknown_metric'));
    expect(await raised()).toEqual(['firing plenum.intake-rejecting ']);
  });

  it('notices that scoring does not keep up', async () => {
    const { metrics, machine, pass, raised } = aProcess();
    const scored = () => metrics.count('component_received_total', { component: 'score' }, 1_500);
    machine.lag = 10_000;
    await pass(300, scored);
    expect(await raised()).toEqual([]);
    machine.lag = 60_000;
    await pass(180, scored);
    expect(await raised()).toEqual(['firing plenum.scoring-behind ']);
  });

  it('notices a refused settings file', async () => {
    const { metrics, pass, raised } = aProcess();
    metrics.gauge('alerting_settings_refused', {}, 1);
    await pass(15);
    expect(await raised()).toEqual(['firing plenum.settings-refused alerting']);
  });
});

/** Processes that share records and tell time alike; real: how they take each other for gone. */
function aCluster() {
  const [alertLog, clock] = [new MemoryAlertLog(), new FakeClock(noon)];
  const leases = new CutLeases(() => clock.now());
  const join = (assetId: string) =>
    aProcess(alertLog, { assetId, clock, presence: new LeasedPresence(assetId, leases, clock) });
  /** All of them look for so many minutes. */
  const pass = async (minutes: number, processes: readonly ReturnType<typeof aProcess>[]) => {
    for (let passed = 0; passed < minutes * 60; passed += 15) {
      for (const { watch } of processes) await watch.turn().catch(() => 0);
      clock.advance(15_000);
    }
  };
  const states = async () => (await alertLog.list({ limit: 10 })).map(({ assetId, state }) => `${state} ${assetId}`);
  return { alertLog, leases, join, pass, states };
}

/** The part of the records that holds signs of life, which may be out of reach. */
class CutLeases extends MemoryLeases {
  isCut = false;

  override take(name: string, holder: string, forMs: number): Promise<boolean> {
    return this.isCut ? Promise.reject(new Error('connection refused')) : super.take(name, holder, forMs);
  }
}

describe('several processes of Plenum that watch themselves', () => {
  it('end what a container raised that has come back by another host name, ten minutes after its last look', async () => {
    const { join, pass, states } = aCluster();
    const before = join('plenum-score-7f3a');
    before.machine.isStoreGone = true;
    await pass(2, [before]);
    const after = join('plenum-score-9b1c');
    await pass(9, [after]);
    expect(await states()).toEqual(['firing plenum-score-7f3a']);
    await pass(3, [after]);
    expect(await states()).toEqual(['resolved plenum-score-7f3a']);
  });

  it('leave each other alone while both look, for as long as it takes', async () => {
    const { join, pass, states } = aCluster();
    const [troubled, well] = [join('plenum-score-a'), join('plenum-score-b')];
    troubled.machine.isStoreGone = true;
    await pass(30, [troubled, well]);
    expect(await states()).toEqual(['firing plenum-score-a']);
  });

  it('take nobody for gone after an outage in which none could give a sign of life', async () => {
    const { leases, join, pass, states } = aCluster();
    const [troubled, well] = [join('plenum-score-a'), join('plenum-score-b')];
    troubled.machine.isStoreGone = true;
    await pass(15, [troubled, well]);
    leases.isCut = true;
    await pass(30, [troubled, well]);
    leases.isCut = false;
    await pass(15, [well, troubled]);
    expect(await states()).toEqual(['firing plenum-score-a']);
  });

  it('raise anew what others have ended when one was merely cut off', async () => {
    const { join, pass, states } = aCluster();
    const [cutOff, watching] = [join('plenum-score-a'), join('plenum-score-b')];
    cutOff.machine.isStoreGone = true;
    await pass(2, [cutOff, watching]);
    await pass(12, [watching]);
    expect(await states()).toEqual(['resolved plenum-score-a']);
    await pass(2, [cutOff, watching]);
    expect(await states()).toEqual(['firing plenum-score-a', 'resolved plenum-score-a']);
  });

  it('end nothing of an edge, whose signs of life they do not see', async () => {
    const { alertLog, join, pass, states } = aCluster();
    const edge = aProcess(alertLog, { assetId: 'plenum-edge-north' });
    edge.machine.isStoreGone = true;
    await edge.pass(90);
    await pass(30, [join('plenum-score-a')]);
    expect(await states()).toEqual(['firing plenum-edge-north']);
  });

  it('end at once what an edge of another name has left in its data folder', async () => {
    const { alertLog, states } = aCluster();
    const before = aProcess(alertLog, { assetId: 'plenum-edge-north' });
    before.machine.isStoreGone = true;
    await before.pass(90);
    await aProcess(alertLog, { assetId: 'plenum-edge-south' }).pass(15);
    expect(await states()).toEqual(['resolved plenum-edge-north']);
  });
});
