import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { Log } from '../../../ports/log.js';
import { Notifier } from '../../../ports/notifier.js';
import { inspectCluster } from '../../kafka-client/inspect-cluster.js';
import { type KafkaConnection, kafkaClient } from '../../kafka-client/kafka-connection.js';
import { unavailable } from '../../kafka-client/kafka-errors.js';
import { strictProducer } from '../../kafka-client/strict-producer.js';
import { ensureTopics } from '../../kafka-client/topics.js';
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
 * header `idempotency-key`: the same when the notice is written again. Connects anew for each message of notices, since
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
    if (notices.length === 0) return;
    const { connection, topic, replicationFactor } = this.settings;
    const kafka = kafkaClient(connection, this.log, retries);
    const admin = kafka.admin();
    const producer = strictProducer(kafka);
    try {
      await admin.connect();
      await ensureTopics(admin, [{ topic, partitions, replicationFactor }], this.log);
      await producer.connect();
      // One request each: of one that spans partitions, kafkajs 2.2.4 takes the share of a dead broker for acknowledged.
      for (const notice of notices) {
        await producer.send({ topic, acks: acknowledgedByAllInSync, messages: [this.#messageOf(notice)] });
      }
    } catch (error) {
      throw unavailable(`at ${connection.brokers.join(', ')} has not acknowledged alerts for ${topic}`, error);
    } finally {
      await Promise.allSettled([producer.disconnect(), admin.disconnect()]);
    }
  }

  override async check(): Promise<void> {
    await inspectCluster(this.settings.connection, this.log);
  }

  #messageOf(notice: AlertNotice) {
    return {
      key: notice.fingerprint,
      value: noticesJson(this.context, [notice]),
      headers: { 'idempotency-key': idempotencyKey([notice]), 'content-type': 'application/json' },
    };
  }
}
