import { z } from 'zod';
import { centralEnv } from './central-env.js';
import { commonEnv } from './common-env.js';
import { flag, listOf, text } from './env-fields.js';
import { processRole, processRoles } from './process-roles.js';
import { telemetryTopic } from './telemetry-topic.js';

/** What InfluxDB takes (8 to 72 bytes) and PostgreSQL needs no preparation for (ASCII). */
const password = z.string().regex(/^[!-~]{8,72}$/, 'use 8 to 72 letters, digits and signs of ASCII');

/** Variables of distributed mode alone, or with a default of its own. */
export const distributedOnlyEnv = {
  PLENUM_MODE: z
    .literal('distributed')
    .describe('`distributed`: several processes over Kafka, InfluxDB and PostgreSQL.'),
  PLENUM_ROLES: listOf(processRoles.join(','), processRole).describe(
    `What this process does, with commas between: ${processRoles.map((role) => `\`${role}\``).join(', ')}.`,
  ),
  PLENUM_TWIN: flag('off').describe('The digital twin as a live, simulated source; of role `ingest`, one at a time.'),
  PLENUM_HOST_SOURCE: flag('off').describe('Read the sensors of this machine; of role `ingest`.'),

  PLENUM_KAFKA_TOPICS: listOf(
    'telemetry.servers,telemetry.cooling,telemetry.power,telemetry.environment,telemetry.security',
    telemetryTopic,
  ).describe(
    'Topics that telemetry is read from by role `ingest`: `NAME`, or `NAME=FORMAT` where all have one format.',
  ),
  PLENUM_KAFKA_DEAD_LETTERS_TOPIC: text()
    .default('plenum.dead-letters')
    .describe('Topic of messages that were refused.'),
  PLENUM_KAFKA_FORECASTS_TOPIC: text()
    .default('plenum.forecasts')
    .describe('Topic that forecasts are written to, see [forecasts.md](forecasts.md).'),

  PLENUM_INFLUX_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('InfluxDB 2, such as `http://influxdb:8086`. Required by all roles but `ingest`.'),
  PLENUM_INFLUX_TOKEN: text()
    .optional()
    .describe(
      "Its token, which should be an operator's. With one that may only read and write the buckets, each restart of InfluxDB repeats all that Kafka holds and rolls up all raw hours again. Required by all roles but `ingest`.",
    ),
  PLENUM_INFLUX_ORG: text().default('plenum').describe('Its organisation.'),
  PLENUM_INFLUX_BUCKET: text().default('plenum').describe('Bucket of raw points; those of the tiers add to its name.'),
  PLENUM_INFLUX_GZIP: flag('on').describe(
    'Whether what is written is compressed, which takes four fifths off the network and adds a tenth to the work of both sides. Turn it off where InfluxDB runs on the same machine.',
  ),

  PLENUM_GRAFANA_USER: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'use lower-case letters, digits and underscores')
    .default('plenum_grafana')
    .describe('Name under which Grafana reads, in PostgreSQL and InfluxDB; `plenum grafana-access` makes both.'),
  PLENUM_GRAFANA_POSTGRES_PASSWORD: password
    .optional()
    .describe('Its password in PostgreSQL. Needed by `plenum grafana-access` alone, as the next one.'),
  PLENUM_GRAFANA_INFLUX_PASSWORD: password.optional().describe('Its password in InfluxDB.'),
};

export const distributedEnv = z.strictObject({ ...commonEnv, ...centralEnv, ...distributedOnlyEnv });

export type DistributedEnv = z.infer<typeof distributedEnv>;
