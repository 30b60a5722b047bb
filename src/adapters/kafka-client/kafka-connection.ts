import kafkajs, { type Kafka, type KafkaConfig, type LogEntry } from 'kafkajs';
import type { Log } from '../../ports/log.js';
import { registerCompression } from './compression.js';

/** How the brokers are reached. */
export interface KafkaConnection {
  /** `host:port`; any of the cluster will do, two or more survive the loss of one. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Encrypted when present; `ca` is a PEM text for a private authority. */
  readonly tls?: { readonly ca?: string };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

/** A leader that dies is replaced within some seconds; requests are repeated for about half a minute before they fail. */
const usualRetries = 10;
const retryTimes = { initialRetryTime: 200, maxRetryTime: 5_000 };

/** A client of the cluster. It connects when a producer, a consumer or an admin of it does. */
export function kafkaClient(connection: KafkaConnection, log: Log, retries = usualRetries): Kafka {
  const { brokers, clientId, tls, sasl } = connection;
  registerCompression();
  const { Kafka: Client, logLevel } = kafkajs;
  return new Client({
    brokers: [...brokers],
    clientId,
    retry: { ...retryTimes, retries },
    connectionTimeout: 3_000,
    requestTimeout: 20_000,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => {
      passOn(entry, log);
    },
    ...(tls && { ssl: tls.ca === undefined ? true : { ca: tls.ca } }),
    ...saslOf(sasl),
  });
}

/** kafkajs types each mechanism as a shape of its own. */
function saslOf(sasl: KafkaConnection['sasl']): Pick<KafkaConfig, 'sasl'> {
  if (!sasl) return {};
  const { username, password } = sasl;
  switch (sasl.mechanism) {
    case 'plain':
      return { sasl: { mechanism: 'plain', username, password } };
    case 'scram-sha-256':
      return { sasl: { mechanism: 'scram-sha-256', username, password } };
    case 'scram-sha-512':
      return { sasl: { mechanism: 'scram-sha-512', username, password } };
  }
}

/** What kafkajs calls an error is mostly a request that it repeats; what is final reaches the caller as a rejection. */
function passOn({ namespace, log: { message, timestamp: _, logger: __, stack: ___, ...fields } }: LogEntry, log: Log) {
  log.warn('kafka client', { about: message, part: namespace, ...plain(fields) });
}

function plain(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  );
}
