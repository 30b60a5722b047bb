import { AlertmanagerNotifier } from '../adapters/notifiers/alertmanager/alertmanager-notifier.js';
import { KafkaNotifier } from '../adapters/notifiers/kafka/kafka-notifier.js';
import { LogNotifier } from '../adapters/notifiers/log/log-notifier.js';
import type { NoticeContext } from '../adapters/notifiers/notice-context.js';
import { SlackNotifier } from '../adapters/notifiers/slack/slack-notifier.js';
import { SmtpNotifier } from '../adapters/notifiers/smtp/smtp-notifier.js';
import { WebhookNotifier } from '../adapters/notifiers/webhook/webhook-notifier.js';
import { alertReceiver, incidentReceiver, type Receiver } from '../application/receiver.js';
import type { AlertingConfig, ReceiverConfig } from '../config/alerting-config.js';
import type { Config } from '../config/config.js';
import { incidentFilter } from '../domain/alerting/incidents/incident-filter.js';
import type { IncidentNotice } from '../domain/alerting/incidents/incident-notice.js';
import { noticeFilter } from '../domain/alerting/notice-filter.js';
import { placeOfAsset } from '../domain/assets/asset-place.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import type { Site } from '../domain/assets/site.js';
import type { Notifier } from '../ports/notifier.js';
import { alertClusterOf } from './kafka-connection.js';
import type { Kit } from './kit.js';

export interface TellingParts {
  readonly config: Config;
  readonly alerting: AlertingConfig;
  readonly site: Pick<Site, 'name' | 'timezone'>;
  /** The site as it is now: devices may be adopted while the service runs. */
  readonly model: () => SiteModel;
  readonly kit: Pick<Kit, 'clock' | 'log'>;
}

/** Everyone who is told of alerts, the log first, and everyone who is told of incidents. */
export function buildReceivers(parts: TellingParts): {
  readonly ofAlerts: readonly Receiver[];
  readonly ofIncidents: readonly Receiver<IncidentNotice>[];
} {
  const toEverything = { wants: () => true, groupWaitMs: 0, isNeverQuiet: true };
  const toldEverything = alertReceiver(new LogNotifier(parts.kit.log), toEverything);
  const context = noticeContextOf(parts);
  const { placeOf } = context;
  const told = (by: ReceiverConfig['by']) =>
    parts.alerting.receivers
      .filter((receiver) => receiver.by === by)
      .map((receiver) => ({ ...receiver, notifier: buildNotifier(receiver, context, parts) }));
  return {
    ofAlerts: [
      toldEverything,
      ...told('alert').map(({ notifier, filter, groupWaitMs, onlyCauses }) =>
        alertReceiver(notifier, { wants: noticeFilter(filter, placeOf), groupWaitMs, onlyCauses }),
      ),
    ],
    ofIncidents: told('incident').map(({ notifier, filter, groupWaitMs }) =>
      incidentReceiver(notifier, { wants: incidentFilter(filter, placeOf), groupWaitMs }),
    ),
  };
}

/** What messages say beyond the alert. */
export function noticeContextOf({ config, alerting, site, model }: TellingParts): NoticeContext {
  return {
    site: site.name,
    timezone: site.timezone,
    consoleUrl: alerting.consoleUrl,
    isConsoleOfSeries: config.mode !== 'edge',
    placeOf: (assetId) => placeOfAsset(model(), assetId),
  };
}

/** The notifier of one receiver; nothing is connected until it is used. */
export function buildNotifier(
  { name, target }: ReceiverConfig,
  context: NoticeContext,
  { config, kit: { clock, log } }: Pick<TellingParts, 'config' | 'kit'>,
): Notifier {
  switch (target.type) {
    case 'webhook':
      return new WebhookNotifier({ name, ...target }, context, clock);
    case 'slack':
      return new SlackNotifier({ name, ...target }, context);
    case 'alertmanager':
      return new AlertmanagerNotifier({ name, ...target }, context, clock);
    case 'smtp':
      return new SmtpNotifier({ name, ...target }, context, log);
    case 'kafka': {
      const { topic, replication, cluster } = target;
      const connection = alertClusterOf(cluster, config);
      return new KafkaNotifier({ name, connection, topic, replicationFactor: replication }, context, log);
    }
  }
}
