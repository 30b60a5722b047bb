import { readFileSync } from 'node:fs';
import type { KafkaConnection } from '../adapters/kafka-client/kafka-connection.js';
import type { EdgeConfig } from '../config/edge-config.js';

/** How the configuration says that the brokers are reached. */
export function kafkaConnectionOf({
  kafka: { brokers, clientId, tls, sasl },
}: Pick<EdgeConfig, 'kafka'>): KafkaConnection {
  return {
    brokers,
    clientId,
    ...(tls && { tls: tls.caFile === undefined ? {} : { ca: readFileSync(tls.caFile, 'utf8') } }),
    ...(sasl && { sasl }),
  };
}
