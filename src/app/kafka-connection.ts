import { readFileSync } from 'node:fs';
import type { KafkaConnection } from '../adapters/kafka-client/kafka-connection.js';
import type { AlertCluster } from '../config/alerting-config.js';
import type { Config } from '../config/config.js';
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

/** How the brokers of a receiver are reached: its own, or those that this process works with. */
export function alertClusterOf(cluster: AlertCluster | undefined, config: Config): KafkaConnection {
  if (!cluster) {
    if (config.mode !== 'embedded') return kafkaConnectionOf(config);
    throw new Error('BUG: a topic without brokers in embedded mode');
  }
  const { brokers, tls, sasl } = cluster;
  return {
    brokers,
    clientId: 'plenum',
    ...(tls && { tls: tls.ca === undefined ? {} : { ca: tls.ca } }),
    ...(sasl && { sasl: { mechanism: sasl.mechanism, username: sasl.user, password: sasl.password } }),
  };
}
