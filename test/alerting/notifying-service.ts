import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { HoldBack } from '../../src/application/hold-back.js';
import { LiveEvents } from '../../src/application/live-events.js';
import { NotifierLane } from '../../src/application/notifier-lane.js';
import { NotifyAlerts } from '../../src/application/notify-alerts.js';
import { OnlyCauses } from '../../src/application/only-causes.js';
import { QuietGate } from '../../src/application/quiet-gate.js';
import { QuietInForce } from '../../src/application/quiet-in-force.js';
import { RaiseAlerts } from '../../src/application/raise-alerts.js';
import { alertReceiver } from '../../src/application/receiver.js';
import { type NoticeFilter, noticeFilter } from '../../src/domain/alerting/notice-filter.js';
import type { InhibitRule } from '../../src/domain/alerting/quiet/inhibition.js';
import { noon } from './builders.js';
import { MemoryIncidentLog } from './memory-incident-log.js';
import { MemoryNoticeDeliveries } from './memory-notice-deliveries.js';
import { MemoryQuietTimes } from './memory-quiet-times.js';
import { aHall } from './quiet-builders.js';
import { MemoryAlertLog, MemoryNotifier, RecordingLog, RecordingMetrics } from './stand-ins.js';

export const minute = 60_000;

const running: NotifyAlerts[] = [];

/** After each test: ends what it started. */
export async function stopNotifyingServices(): Promise<void> {
  for (const loop of running.splice(0)) await loop.stop();
}

/** What outlives a crash: the database. */
function aDatabase() {
  const alertLog = new MemoryAlertLog();
  return {
    alertLog,
    deliveries: new MemoryNoticeDeliveries(alertLog),
    incidentLog: new MemoryIncidentLog(alertLog),
    quietTimes: new MemoryQuietTimes(),
  };
}

const everything: NoticeFilter = { least: 'info', resolved: true, simulated: true };
const placeOf = (assetId: string) => ({ path: ['demo', 'hall-1', assetId], room: 'hall-1', rack: undefined });

interface Scenario {
  readonly database?: ReturnType<typeof aDatabase>;
  readonly nowMs?: number;
  /** What the pager wants; the webhook wants everything. */
  readonly pagerWants?: Partial<NoticeFilter>;
  readonly groupWaitMs?: number;
  /** Rules of inhibition, on the site of `aHall`. */
  readonly inhibit?: readonly InhibitRule[];
  readonly pagerHearsOnlyCauses?: boolean;
  /** A receiver that is not configured. */
  readonly without?: 'pager';
}

/** Webhook and pager that the test commands, on a database in memory; the loops are real, their time is fake. */
export function aNotifyingService(scenario: Scenario = {}) {
  const { database = aDatabase(), nowMs = noon + minute, pagerWants = {}, groupWaitMs = 0 } = scenario;
  const { alertLog, deliveries, incidentLog, quietTimes } = database;
  const clock = new FakeClock(nowMs);
  const webhook = new MemoryNotifier('webhook');
  const pager = new MemoryNotifier('pager');
  const log = new RecordingLog();
  const metrics = new RecordingMetrics();
  const live = new LiveEvents();
  const system = { clock, metrics, log };
  const receivers = [
    alertReceiver(webhook, { wants: noticeFilter(everything, placeOf), groupWaitMs }),
    alertReceiver(pager, {
      wants: noticeFilter({ ...everything, ...pagerWants }, placeOf),
      groupWaitMs,
      onlyCauses: scenario.pagerHearsOnlyCauses === true,
    }),
  ].filter(({ name }) => name !== scenario.without);
  const lanes = receivers.map((receiver) => new NotifierLane(receiver, deliveries, system));
  const site = () => aHall;
  const inForce = new QuietInForce(quietTimes, site, clock, live);
  const gate = new QuietGate(inForce, scenario.inhibit ?? [], site, alertLog, clock);
  const holdBack = new HoldBack(deliveries, gate, new OnlyCauses(incidentLog, clock), receivers, system);
  const notify = new NotifyAlerts(alertLog, deliveries, lanes, live, { ...system, holdBack });
  running.push(notify);
  const raise = new RaiseAlerts(alertLog, live, metrics, log);
  /** Records alerts and lets everything happen that can without time passing. */
  const raised = async (...alerts: Parameters<RaiseAlerts['raise']>[0]) => {
    await raise.raise(alerts);
    await settle();
  };
  const started = async () => {
    await notify.start();
    await settle();
  };
  const later = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return {
    database,
    alertLog,
    incidentLog,
    quietTimes,
    deliveries,
    clock,
    webhook,
    pager,
    log,
    metrics,
    notify,
    raised,
    started,
    later,
  };
}

/** Lets everything that can happen without time passing happen. */
export async function settle() {
  for (let turn = 0; turn < 300; turn += 1) await Promise.resolve();
}

/** What a receiver has heard, in order. */
export const told = (notifier: MemoryNotifier) => notifier.received.map(({ state, id }) => `${state} ${id}`);
