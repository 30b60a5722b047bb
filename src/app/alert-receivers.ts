import { RecordingLog } from '../adapters/system/recording-log.js';
import { SystemClock } from '../adapters/system/system-clock.js';
import type { AlertingConfig, ReceiverConfig } from '../config/alerting-config.js';
import type { Config } from '../config/config.js';
import type { AlertSeverity } from '../domain/alerting/alert.js';
import { testIncidentNotice, testNotice } from '../domain/alerting/test-notice.js';
import type { Site } from '../domain/assets/site.js';
import type { Notifier } from '../ports/notifier.js';
import { buildNotifier, noticeContextOf } from './build-notifiers.js';

/** A receiver as the command line deals with it, without a running service. */
export interface AlertReceiver {
  readonly name: string;
  readonly type: string;
  /** Whether it can be reached; tells it nothing. Rejects with `unavailable`. */
  check(): Promise<void>;
  /** Tells it of a test, whatever it wants to be told. Rejects with `unavailable`. */
  test(severity: AlertSeverity): Promise<void>;
}

/** Those that the configuration names; the log, which is always there, is not among them. */
export function alertReceivers(config: Config, alerting: AlertingConfig, site: Site): readonly AlertReceiver[] {
  const clock = new SystemClock();
  // Clients tell of every attempt; the one that counts is in the error.
  const parts = { config, alerting, site, model: () => site.model, kit: { clock, log: new RecordingLog() } };
  const context = noticeContextOf(parts);
  return alerting.receivers.map((receiver) => {
    const notifier = buildNotifier(receiver, context, parts);
    return {
      name: receiver.name,
      type: receiver.target.type,
      check: () => notifier.check(),
      test: (severity) => tellOfTest(notifier, receiver, severity, clock.now()),
    };
  });
}

function tellOfTest(notifier: Notifier, { name, by }: ReceiverConfig, severity: AlertSeverity, at: number) {
  return by === 'incident'
    ? notifier.notifyOfIncidents([testIncidentNotice(name, severity, at)])
    : notifier.notify([testNotice(name, severity, at)]);
}
