import { HoldBack } from '../application/hold-back.js';
import type { LiveEvents } from '../application/live-events.js';
import { NotifierLane } from '../application/notifier-lane.js';
import { NotifyAlerts } from '../application/notify-alerts.js';
import { OnlyCauses } from '../application/only-causes.js';
import { QuietGate } from '../application/quiet-gate.js';
import type { QuietInForce } from '../application/quiet-in-force.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { IncidentLog } from '../ports/incident-log.js';
import type { Loop } from '../ports/loop.js';
import type { NoticeDeliveries } from '../ports/notice-deliveries.js';
import { buildReceivers, type TellingParts } from './build-notifiers.js';
import type { Kit } from './kit.js';

interface TellingBackEnds {
  readonly alertLog: AlertLog;
  readonly incidentLog: IncidentLog;
  readonly noticeDeliveries: NoticeDeliveries;
}

/** Makes the loop that tells receivers of alerts: once in embedded mode, for each term of the lease in distributed mode. */
export function tellingMaker(
  parts: TellingParts & { readonly kit: Kit; readonly quiet: QuietInForce },
  { alertLog, incidentLog, noticeDeliveries }: TellingBackEnds,
  live: LiveEvents,
): () => Loop {
  return () => {
    const { kit, quiet, alerting, model } = parts;
    const receivers = buildReceivers(parts);
    const lanes = receivers.map((receiver) => new NotifierLane(receiver, noticeDeliveries, kit));
    const gate = new QuietGate(quiet, alerting.inhibit, model, alertLog, kit.clock);
    const onlyCauses = new OnlyCauses(incidentLog, kit.clock);
    const holdBack = new HoldBack(noticeDeliveries, gate, onlyCauses, receivers, kit);
    return new NotifyAlerts(alertLog, noticeDeliveries, lanes, live, { ...kit, holdBack });
  };
}
