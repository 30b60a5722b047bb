import { z } from 'zod';
import { isHttpUrl } from './alerting.schema.js';
import { amount, count, flag, listOf, text } from './env-fields.js';

/** Variables that mean the same in every mode. */
export const commonEnv = {
  PLENUM_CONFIG_FILE: text()
    .optional()
    .describe('File of `NAME=value` lines with further variables; those of the environment win over it.'),
  PLENUM_HTTP_HOST: text().default('127.0.0.1').describe('Address to listen on.'),
  PLENUM_HTTP_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8080)
    .describe('Port to listen on; 0 picks a free one.'),
  PLENUM_SITE: text().optional().describe('The site.yaml that describes the data center. Default: the demo site.'),
  PLENUM_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('Least severe log level written.'),
  PLENUM_LOG_FORMAT: z.enum(['json', 'text']).optional().describe('Default: text on a terminal, json otherwise.'),
  PLENUM_AUTH_LOOPBACK: z
    .enum(['allow', 'deny'])
    .default('allow')
    .describe('Whether requests from this machine without an API key are served, as admin.'),
  PLENUM_ADMIN_KEY: z.string().min(16).optional().describe('An API key with the role admin that is always valid.'),
  PLENUM_TOKEN: z.string().optional().describe('API key that the command line sends to a running service.'),
  PLENUM_MODEL_BACKEND: z
    .enum(['auto', 'node-gpu', 'node', 'webgpu', 'wasm', 'cpu'])
    .default('wasm')
    .describe(
      'What trains neural networks; `auto` takes the first of the others that can be used here ([training](training.md)). A model is the same after each training on the same one only.',
    ),
  PLENUM_TWIN_SEED: count(1, 0).describe('Seed of everything random in the twin.'),
  PLENUM_TWIN_ACCESS: flag('on').describe('Logins and badges of the twin, for the counts of events.'),
  PLENUM_TWIN_SPEED: amount(1).describe('Simulated seconds per second.'),
  PLENUM_TWIN_STEP_SECONDS: z.coerce
    .number()
    .positive()
    .max(60)
    .default(10)
    .describe('Simulated time between two readings.'),
  PLENUM_TWIN_BACKFILL_HOURS: z.coerce
    .number()
    .min(0)
    .max(24 * 60)
    .default(26)
    .describe('Simulated history made at the first start.'),
  PLENUM_HOST_INTERVAL_SECONDS: amount(10).describe('Time between two readings of this machine.'),
  PLENUM_HOST_NAME: text().optional().describe('Asset id of this machine. Default: its host name.'),
  PLENUM_PROCESS_NAME: text()
    .optional()
    .describe(
      'Name of this process in [alerts about Plenum itself](alerting.md#plenum-itself): its own among those of the same roles, and the same after a restart. Default: its host name.',
    ),
  PLENUM_INTAKE_MAX_BODY_BYTES: count(32 * 1024 * 1024).describe(
    'Largest request body, before and after decompression.',
  ),
  PLENUM_INTAKE_LATENESS_SECONDS: amount(300).describe(
    'A point older than the newest of its series by more is stored, not scored.',
  ),
  PLENUM_INTAKE_FUTURE_SECONDS: amount(600).describe('A point further in the future than this is refused.'),
  PLENUM_INTAKE_MAX_SERIES: count(200_000).describe('Most series kept; points of further ones are refused.'),
  PLENUM_EVENTS_LATENESS_SECONDS: amount(30).describe(
    'How long a minute of events waits for latecomers before it is counted, see [sources.md](sources.md#events).',
  ),
  PLENUM_EVENTS_MAX_ENTITIES: count(10_000).describe(
    'Most users, and most sources, that events are counted for, by process; events of further ones are refused. A tenth as many users may be known by failures only.',
  ),
  PLENUM_EVENTS_PSEUDONYM_KEY: z
    .string()
    .min(16)
    .optional()
    .describe('Key by which the names of users are replaced. Default: names are kept.'),
  PLENUM_FORECAST_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(7 * 24)
    .default(24)
    .describe('How far ahead load, power, temperature and cooling demand are forecast, hour by hour.'),
  PLENUM_FORECAST_LEVELS: listOf('0.8,0.95', levelOf).describe(
    'Levels of the intervals of forecasts, with commas between.',
  ),
  PLENUM_RETENTION_RAW_DAYS: amount(30).describe('How long raw points and scores are kept after arrival.'),
  PLENUM_RETENTION_MINUTE_DAYS: amount(400).describe('How long 1-minute aggregates are kept.'),
  PLENUM_RETENTION_HOUR_DAYS: amount(3_650).describe('How long 1-hour aggregates are kept.'),
  PLENUM_RETENTION_FORECAST_DAYS: amount(30).describe(
    'How long forecasts are kept, to be asked what was thought at a time; after three days those of every sixth hour.',
  ),
  PLENUM_DETECTION: text()
    .optional()
    .describe(
      'The detection.yaml that says how series are judged, see [detection-settings.md](detection-settings.md). Read anew when it changes.',
    ),
  PLENUM_ALERTING: text()
    .optional()
    .describe('The alerting.yaml that names who is told of alerts, see [alerting.md](alerting.md).'),
  PLENUM_ALERT_WEBHOOK_URL: z
    .string()
    .refine(isHttpUrl, 'expected an http or https address without user and password; put a token into its path')
    .optional()
    .describe('Receives all alerts by POST, at once: the short form of a receiver `webhook`.'),
  PLENUM_ALERT_WEBHOOK_SECRET: z
    .string()
    .min(8)
    .optional()
    .describe('Key of the HMAC-SHA256 signature on webhook calls.'),
};

/** A share between 0 and 1. Throws with what is wrong with it. */
function levelOf(part: string): number {
  const level = Number(part);
  if (level > 0 && level < 1) return level;
  throw new Error(`"${part}" is no level; write a number between 0 and 1`);
}
