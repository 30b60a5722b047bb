import { z } from 'zod';
import { amount, count, flag, listOf, text } from './env-fields.js';

/** Variables of what processes share: distributed mode has its middle there, edge mode the Plenum that it reports to. */
export const centralEnv = {
  PLENUM_KAFKA_BROKERS: listOf(undefined, brokerAddress).describe(
    'Required. Brokers as `host:port`, with commas between; two or more survive the loss of one.',
  ),
  PLENUM_KAFKA_CLIENT_ID: text().default('plenum').describe('Name by which the brokers know this process.'),
  PLENUM_KAFKA_TLS: flag('off').describe('Encrypt connections to Kafka.'),
  PLENUM_KAFKA_TLS_CA: text()
    .optional()
    .describe("PEM file of the authority that signed the brokers' certificates. Default: the well-known ones."),
  PLENUM_KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'])
    .optional()
    .describe('How to log in to Kafka. Default: not at all.'),
  PLENUM_KAFKA_SASL_USERNAME: text().optional().describe('User for it.'),
  PLENUM_KAFKA_SASL_PASSWORD: text().optional().describe('Password for it.'),
  PLENUM_KAFKA_POINTS_TOPIC: text().default('plenum.points').describe('Topic between the roles.'),
  PLENUM_KAFKA_PARTITIONS: count(12).describe(
    'Partitions of topics that are made here: the most processes that can share a role.',
  ),
  PLENUM_KAFKA_REPLICATION: count(3).describe(
    'Copies of topics that are made here, at most one per broker; 3 survive the loss of a broker.',
  ),
  PLENUM_KAFKA_RETENTION_HOURS: amount(72).describe(
    'How long the topic between the roles keeps points: the longest outage of the store that loses none.',
  ),

  PLENUM_POSTGRES_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe(
      'Required. PostgreSQL, such as `postgres://plenum:secret@postgres/plenum`; add `?sslmode=verify-full&sslrootcert=FILE` for TLS.',
    ),
  PLENUM_POSTGRES_POOL: count(10, 2).describe('Most connections of this process to PostgreSQL.'),
};

export type CentralEnv = z.infer<z.ZodObject<typeof centralEnv>>;

/** `host:port`. Throws with what is wrong with it. */
function brokerAddress(entry: string): string {
  const port = Number(/^(?:[^\s:/]+|\[[\da-fA-F:]+\]):(\d{1,5})$/.exec(entry)?.[1]);
  if (port > 0 && port < 65_536) return entry;
  throw new Error(`"${entry}" is no broker; write host:port`);
}
