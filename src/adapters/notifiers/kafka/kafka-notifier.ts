import type { Message } from 'kafkajs';
import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import type { Log } from '../../../ports/log.js';
import { Notifier } from '../../../ports/notifier.js';
import { inspectCluster } from '../../kafka-client/inspect-cluster.js';
import { type KafkaConnection, kafkaClient } from '../../kafka-client/kafka-connection.js';
import { unavailable } from '../../kafka-client/kafka-errors.js';
import { strictProducer } from '../../kafka-client/strict-producer.js';
import { ensureTopics } from '../../kafka-client/topics.js';
import { incidentsJson, incidentsKey } from '../incident-json.js';
import type { NoticeContext } from '../notice-context.js';
import { idempotencyKey, noticesJson } from '../notice-json.js';

export interface KafkaNotifierSettings {
  readonly name: string;
  readonly connection: KafkaConnection;
  readonly topic: string;
  /** Of a topic that is made here, at most one copy per broker. */
  readonly replicationFactor: number;
}

/** Alerts are few: one partition keeps all of them in order. A topic that exists keeps its own number. */
const partitions = 1;
/** The lane tries again by itself. */
const retries = 3;
const acknowledgedByAllInSync = -1;

/**
 * Writes each notice to a topic as the JSON of a webhook with one alert, keyed by the alert's fingerprint, with the
 * header `idempotency-key`: the same when the notice is written again; of incidents one with all that is new of it, keyed
 * by its id. Connects anew for each message of notices, since
 * alerts are rare.
 */
export class KafkaNotifier extends Notifier {
  readonly name: string;

  constructor(
    private readonly settings: KafkaNotifierSettings,
    private readonly context: NoticeContext,
    private readonly log: Log,
  ) {
    super();
    this.name = settings.name;
  }

  override async notify(notices: readonly AlertNotice[]): Promise<void> {
    await this.#write(notices.map((notice) => this.#messageOf(notice)));
  }

  override async notifyOfIncidents(notices: readonly IncidentNotice[]): Promise<void> {
    const ofEach = new Map<string, IncidentNotice[]>();
    for (const notice of notices) ofEach.set(notice.id, [...(ofEach.get(notice.id) ?? []), notice]);
    await this.#write([...ofEach].map(([id, ofOne]) => this.#incidentMessage(id, ofOne)));
  }

  override async check(): Promise<void> {
    await inspectCluster(this.settings.connection, this.log);
  }

  async #write(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const { connection, topic, replicationFactor } = this.settings;
    const kafka = kafkaClient(connection, this.log, retries);
    const admin = kafka.admin();
    const producer = strictProducer(kafka);
    try {
      await admin.connect();
      await ensureTopics(admin, [{ topic, partitions, replicationFactor }], this.log);
      await producer.connect();
      // One request each: of one that spans partitions, kafkajs 2.2.4 takes the share of a dead broker for acknowledged.
      for (const message of messages) {
        await producer.send({ topic, acks: acknowledgedByAllInSync, messages: [message] });
      }
    } catch (error) {
      throw unavailable(`at ${connection.brokers.join(', ')} has not acknowledged alerts for ${topic}`, error);
    } finally {
      await Promise.allSettled([producer.disconnect(), admin.disconnect()]);
    }
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
