import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import { incidentNewsOf } from '../domain/alerting/incidents/incident-digest.js';
import type { IncidentNotice } from '../domain/alerting/incidents/incident-notice.js';
import { type Notifier, RenewingNotifier } from '../ports/notifier.js';

/** One who is told of alerts, or of incidents. */
export interface Receiver<Notice = AlertNotice> {
  readonly name: string;
  readonly wants: (notice: Notice) => boolean;
  /** How long the first notice of a message waits for others. */
  readonly groupWaitMs: number;
  /** Silences, maintenance and inhibition do not hold for it: the log. */
  readonly isNeverQuiet?: boolean;
  /** Of one who is told of alerts: whether of those of an incident only when they are about its cause. */
  readonly onlyCauses?: boolean;
  /** Promises what `Notifier.notify` does. */
  readonly tell: (notices: readonly Notice[]) => Promise<void>;
  /** Of a receiver that forgets; undefined: it does not. */
  readonly renewal: Renewal<Notice> | undefined;
  /** The notice in a line of Plenum's own log. */
  readonly describe: (notice: Notice) => Readonly<Record<string, unknown>>;
}

interface Renewal<Notice> {
  readonly everyMs: number;
  readonly renew: (standing: readonly Notice[]) => Promise<void>;
}

type Wish<Notice> = Pick<Receiver<Notice>, 'wants' | 'groupWaitMs' | 'isNeverQuiet' | 'onlyCauses'>;

/** One who is told of each alert. */
export function alertReceiver(notifier: Notifier, wish: Wish<AlertNotice>): Receiver {
  const renewal = notifier instanceof RenewingNotifier && {
    everyMs: notifier.renewEveryMs,
    renew: (firing: readonly AlertNotice[]) => notifier.renew(firing),
  };
  return {
    ...wish,
    name: notifier.name,
    tell: (notices) => notifier.notify(notices),
    renewal: renewal === false ? undefined : renewal,
    describe: ({ id, state, severity, assetId, summary }) => ({ id, state, severity, assetId, summary }),
  };
}

/** One who is told of incidents. A message that has nothing to say in the end counts as told. */
export function incidentReceiver(notifier: Notifier, wish: Wish<IncidentNotice>): Receiver<IncidentNotice> {
  const renewal = notifier instanceof RenewingNotifier && {
    everyMs: notifier.renewEveryMs,
    renew: (open: readonly IncidentNotice[]) => notifier.renewIncidents(open),
  };
  return {
    ...wish,
    name: notifier.name,
    tell: async (notices) => {
      if (incidentNewsOf(notices).length > 0) await notifier.notifyOfIncidents(notices);
    },
    renewal: renewal === false ? undefined : renewal,
    describe: ({ id, state, severity, causeAssetId, title }) => ({ id, state, severity, causeAssetId, title }),
  };
}
