import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { ForeseeInlets } from '../../src/application/foresee-inlets.js';
import { GroupAlerts } from '../../src/application/group-alerts.js';
import { LiveEvents } from '../../src/application/live-events.js';
import { NotifierLane } from '../../src/application/notifier-lane.js';
import { NotifyIncidents } from '../../src/application/notify-incidents.js';
import { QuietGate } from '../../src/application/quiet-gate.js';
import { QuietInForce } from '../../src/application/quiet-in-force.js';
import { QuietIncidents } from '../../src/application/quiet-incidents.js';
import { ReceiverLanes } from '../../src/application/receiver-lanes.js';
import { incidentReceiver } from '../../src/application/receiver.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import { noCommonEvents } from '../../src/domain/alerting/incidents/common-events.js';
import { incidentNewsOf, incidentStandingOf } from '../../src/domain/alerting/incidents/incident-digest.js';
import { incidentFilter } from '../../src/domain/alerting/incidents/incident-filter.js';
import type { IncidentNotice } from '../../src/domain/alerting/incidents/incident-notice.js';
import type { NoticeFilter } from '../../src/domain/alerting/notice-filter.js';
import { placeOfAsset } from '../../src/domain/assets/asset-place.js';
import { demoSite } from '../builders/twin.js';
import { noon } from './builders.js';
import { MemoryIncidentDeliveries } from './memory-deliveries.js';
import { MemoryIncidentLog } from './memory-incident-log.js';
import { MemoryQuietTimes } from './memory-quiet-times.js';
import { settle } from './notifying-service.js';
import { MemoryAlertLog, MemoryNotifier, RecordingLog, RecordingMetrics } from './stand-ins.js';

const { model } = demoSite();
const running: NotifyIncidents[] = [];

/** After each test: ends what it started. */
export async function stopIncidentServices(): Promise<void> {
  for (const loop of running.splice(0)) await loop.stop();
}

/** What outlives a crash: the database, and the receiver. */
function aWorld() {
  const alertLog = new MemoryAlertLog();
  const incidentLog = new MemoryIncidentLog(alertLog);
  const deliveries = new MemoryIncidentDeliveries(incidentLog);
  return { alertLog, incidentLog, deliveries, quietTimes: new MemoryQuietTimes(), mail: new MemoryNotifier('mail') };
}

interface Scenario {
  readonly world?: ReturnType<typeof aWorld>;
  readonly wants?: Partial<NoticeFilter>;
  readonly groupWaitMs?: number;
  readonly nowMs?: number;
  /** The mailbox has left the configuration. */
  readonly isWithoutMail?: boolean;
}

/** A mailbox that is told by incident, on records in memory; grouping, routing and lane are real, their time is fake. */
export function anIncidentService(scenario: Scenario = {}) {
  const { world = aWorld(), wants = {}, groupWaitMs = 0, nowMs = noon, isWithoutMail = false } = scenario;
  const { alertLog, incidentLog, deliveries, quietTimes, mail } = world;
  const clock = new FakeClock(nowMs);
  const [live, log, metrics] = [new LiveEvents(), new RecordingLog(), new RecordingMetrics()];
  const system = { clock, metrics, log };
  const everything: NoticeFilter = { least: 'info', resolved: true, simulated: true };
  const filter = incidentFilter({ ...everything, ...wants }, (assetId) => placeOfAsset(model, assetId));
  const lane = new NotifierLane(incidentReceiver(mail, { wants: filter, groupWaitMs }), deliveries, system);
  const gate = new QuietGate(new QuietInForce(quietTimes, () => model, clock, live), [], () => model, alertLog, clock);
  const quiet = new QuietIncidents(incidentLog, gate, system);
  const lanes = new ReceiverLanes('notify-incidents', deliveries, isWithoutMail ? [] : [lane], system);
  const notify = new NotifyIncidents(incidentLog, deliveries, lanes, live, { ...system, quiet });
  running.push(notify);
  const none = {
    latest: () => Promise.resolve([]),
    readPoints: () => Promise.reject(new Error('BUG: no inlet asked')),
  };
  const telemetry = {
    inlets: new ForeseeInlets(none),
    events: { among: () => Promise.resolve(noCommonEvents) },
  };
  const site = { model: () => model, runbooks: () => [] };
  const grouping = new GroupAlerts(incidentLog, telemetry, site, live, system);
  /** Records what became of alerts and groups them. */
  const happened = async (...alerts: readonly Alert[]) => {
    await alertLog.record(alerts);
    await grouping.turn();
    await settle();
  };
  const later = async (ms: number) => {
    clock.advance(ms);
    await grouping.turn();
    await settle();
  };
  const started = async () => {
    await notify.start();
    await settle();
  };
  return { world, clock, mail, incidentLog, quietTimes, metrics, notify, happened, later, started };
}

/** What each message has said, in a line for each incident: standing and cause. */
export const messagesOf = (mail: MemoryNotifier) =>
  mail.messages.map((message) =>
    incidentNewsOf(message as readonly IncidentNotice[]).map(
      (news) => `${incidentStandingOf(news)}: ${news.causeAssetId}`,
    ),
  );
