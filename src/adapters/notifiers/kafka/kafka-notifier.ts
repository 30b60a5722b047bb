import type { Message } from 'kafkajs';
import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import type { Log } from '../../../ports/log.js';
import { Notifier } from '../../../ports/notifier.js';
import { inspectCluster } from '../../kafka-client/inspect-cluster.js';
import { SeldomTopic, type SeldomTopicSettings } from '../../kafka-client/seldom-topic.js';
import { incidentsJson, incidentsKey } from '../incident-json.js';
import type { NoticeContext } from '../notice-context.js';
import { idempotencyKey, noticesJson } from '../notice-json.js';

export interface KafkaNotifierSettings extends SeldomTopicSettings {
  readonly name: string;
}

/**
 * Writes each notice to a topic as the JSON of a webhook with one alert, keyed by the alert's fingerprint, with the
 * header `idempotency-key`: the same when the notice is written again; of incidents one with all that is new of it, keyed
 * by its id. One request each, whatever the topic's partitions.
 */
export class KafkaNotifier extends Notifier {
  readonly name: string;
  readonly #topic: SeldomTopic;

  constructor(
    private readonly settings: KafkaNotifierSettings,
    private readonly context: NoticeContext,
    private readonly log: Log,
  ) {
    super();
    this.name = settings.name;
    this.#topic = new SeldomTopic(settings, log);
  }

  override async notify(notices: readonly AlertNotice[]): Promise<void> {
    if (notices.length === 0) return;
    await this.#topic.write('alerts', () => notices.map((notice) => [this.#messageOf(notice)]));
  }

  override async notifyOfIncidents(notices: readonly IncidentNotice[]): Promise<void> {
    if (notices.length === 0) return;
    const ofEach = new Map<string, IncidentNotice[]>();
    for (const notice of notices) ofEach.set(notice.id, [...(ofEach.get(notice.id) ?? []), notice]);
    await this.#topic.write('alerts', () => [...ofEach].map(([id, ofOne]) => [this.#incidentMessage(id, ofOne)]));
  }

  override async check(): Promise<void> {
    await inspectCluster(this.settings.connection, this.log);
  }

  #messageOf(notice: AlertNotice): Message {
    return message(notice.fingerprint, noticesJson(this.context, [notice]), idempotencyKey([notice]));
  }

  #incidentMessage(id: string, notices: readonly IncidentNotice[]): Message {
    return message(id, incidentsJson(this.context, notices), incidentsKey(notices));
  }
}

function message(key: string, value: string, idempotency: string): Message {
  return { key, value, headers: { 'idempotency-key': idempotency, 'content-type': 'application/json' } };
}
