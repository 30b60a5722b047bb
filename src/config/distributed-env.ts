import { z } from 'zod';
import { commonEnv } from './common-env.js';
import { amount, count, flag, listOf, text } from './env-fields.js';
import { processRole, processRoles } from './process-roles.js';
import { telemetryTopic } from './telemetry-topic.js';

/** Variables of distributed mode that embedded mode lacks or has another default for. */
export const distributedOnlyEnv = {
  PLENUM_MODE: z
    .literal('distributed')
    .describe('`distributed`: several processes over Kafka, InfluxDB and PostgreSQL.'),
  PLENUM_ROLES: listOf(processRoles.join(','), processRole).describe(
    `What this process does, with commas between: ${processRoles.map((role) => `\`${role}\``).join(', ')}.`,
  ),
  PLENUM_TWIN: flag('off').describe('The digital twin as a live, simulated source; of role `ingest`, one at a time.'),
  PLENUM_HOST_SOURCE: flag('off').describe('Read the sensors of this machine; of role `ingest`.'),

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
  PLENUM_KAFKA_TOPICS: listOf(
    'telemetry.servers,telemetry.cooling,telemetry.power,telemetry.environment',
    telemetryTopic,
  ).describe(
    'Topics that telemetry is read from by role `ingest`: `NAME`, or `NAME=FORMAT` where all have one format.',
  ),
  PLENUM_KAFKA_POINTS_TOPIC: text().default('plenum.points').describe('Topic between the roles.'),
  PLENUM_KAFKA_DEAD_LETTERS_TOPIC: text()
    .default('plenum.dead-letters')
    .describe('Topic of messages that were refused.'),
  PLENUM_KAFKA_PARTITIONS: count(12).describe(
    'Partitions of topics that are made here: the most processes that can share a role.',
  ),
  PLENUM_KAFKA_REPLICATION: count(3).describe(
    'Copies of topics that are made here, at most one per broker; 3 survive the loss of a broker.',
  ),
  PLENUM_KAFKA_RETENTION_HOURS: amount(72).describe(
    'How long the topic between the roles keeps points: the longest outage of the store that loses none.',
  ),

  PLENUM_INFLUX_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('InfluxDB 2, such as `http://influxdb:8086`. Required by all roles but `ingest`.'),
  PLENUM_INFLUX_TOKEN: text()
    .optional()
    .describe('Its token, which may read and write the buckets. Required by all roles but `ingest`.'),
  PLENUM_INFLUX_ORG: text().default('plenum').describe('Its organisation.'),
  PLENUM_INFLUX_BUCKET: text().default('plenum').describe('Bucket of raw points; those of the tiers add to its name.'),
  PLENUM_INFLUX_GZIP: flag('on').describe(
    'Whether what is written is compressed, which takes four fifths off the network and adds a tenth to the work of both sides. Turn it off where InfluxDB runs on the same machine.',
  ),

  PLENUM_POSTGRES_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe(
      'Required. PostgreSQL, such as `postgres://plenum:secret@postgres/plenum`; add `?sslmode=verify-full&sslrootcert=FILE` for TLS.',
    ),
  PLENUM_POSTGRES_POOL: count(10, 2).describe('Most connections of this process to PostgreSQL.'),
};

export const distributedEnv = z.strictObject({ ...commonEnv, ...distributedOnlyEnv });

export type DistributedEnv = z.infer<typeof distributedEnv>;

/** `host:port`. Throws with what is wrong with it. */
function brokerAddress(entry: string): string {
  const port = Number(/^(?:[^\s:/]+|\[[\da-fA-F:]+\]):(\d{1,5})$/.exec(entry)?.[1]);
  if (port > 0 && port < 65_536) return entry;
  throw new Error(`"${entry}" is no broker; write host:port`);
}
