import { HoldBack } from '../application/hold-back.js';
import type { InForce } from '../application/in-force.js';
import { JointLoop } from '../application/joint-loop.js';
import type { LiveEvents } from '../application/live-events.js';
import { NotifierLane } from '../application/notifier-lane.js';
import { NotifyAlerts } from '../application/notify-alerts.js';
import { NotifyIncidents } from '../application/notify-incidents.js';
import { OnlyCauses } from '../application/only-causes.js';
import { QuietGate } from '../application/quiet-gate.js';
import { QuietIncidents } from '../application/quiet-incidents.js';
import type { QuietInForce } from '../application/quiet-in-force.js';
import { ReceiverLanes } from '../application/receiver-lanes.js';
import { RemadeLoop } from '../application/remade-loop.js';
import type { AlertingConfig } from '../config/alerting-config.js';
import type { Loop } from '../ports/loop.js';
import type { BackEnds } from './back-ends.js';
import { buildReceivers, type TellingParts } from './build-notifiers.js';
import type { Kit } from './kit.js';

type TellingBackEnds = Pick<BackEnds, 'alertLog' | 'incidentLog' | 'noticeDeliveries' | 'incidentDeliveries'>;

interface Parts extends Omit<TellingParts, 'alerting'> {
  readonly kit: Kit;
  readonly alerting: InForce<AlertingConfig>;
  readonly quiet: QuietInForce;
}

/**
 * Makes the loop that tells receivers of alerts and incidents: once in embedded mode, for each term of the lease in
 * distributed mode. It is made anew when the alerting file changes; what waits for a receiver that stays is in the records.
 */
export function tellingMaker(parts: Parts, backEnds: TellingBackEnds, live: LiveEvents): () => Loop {
  const { kit, model } = parts;
  const { alertLog, incidentLog, noticeDeliveries, incidentDeliveries } = backEnds;
  const make = (alerting: AlertingConfig): Loop => {
    const { ofAlerts, ofIncidents } = buildReceivers({ ...parts, alerting });
    const alertLanes = ofAlerts.map((receiver) => new NotifierLane(receiver, noticeDeliveries, kit));
    const incidentLanes = new ReceiverLanes(
      'notify-incidents',
      incidentDeliveries,
      ofIncidents.map((receiver) => new NotifierLane(receiver, incidentDeliveries, kit)),
      kit,
    );
    const gate = new QuietGate(parts.quiet, alerting.inhibit, model, alertLog, kit.clock);
    const quiet = new QuietIncidents(incidentLog, gate, kit);
    const holdBack = new HoldBack(noticeDeliveries, gate, new OnlyCauses(incidentLog, kit.clock), ofAlerts, kit);
    return new JointLoop('notify receivers', [
      new NotifyAlerts(alertLog, noticeDeliveries, alertLanes, live, { ...kit, holdBack }),
      new NotifyIncidents(incidentLog, incidentDeliveries, incidentLanes, live, { ...kit, quiet }),
    ]);
  };
  return () => new RemadeLoop('notify receivers', make, parts.alerting, kit);
}
