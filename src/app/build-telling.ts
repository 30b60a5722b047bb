import type { LiveEvents } from '../application/live-events.js';
import { NotifierLane } from '../application/notifier-lane.js';
import { NotifyAlerts } from '../application/notify-alerts.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { Loop } from '../ports/loop.js';
import type { NoticeDeliveries } from '../ports/notice-deliveries.js';
import { buildReceivers, type TellingParts } from './build-notifiers.js';
import type { Kit } from './kit.js';

interface TellingBackEnds {
  readonly alertLog: AlertLog;
  readonly noticeDeliveries: NoticeDeliveries;
}

/** Makes the loop that tells receivers of alerts: once in embedded mode, for each term of the lease in distributed mode. */
export function tellingMaker(
  parts: TellingParts & { readonly kit: Kit },
  { alertLog, noticeDeliveries }: TellingBackEnds,
  live: LiveEvents,
): () => Loop {
  return () => {
    const lanes = buildReceivers(parts).map((receiver) => new NotifierLane(receiver, noticeDeliveries, parts.kit));
    return new NotifyAlerts(alertLog, noticeDeliveries, lanes, live, parts.kit);
  };
}
