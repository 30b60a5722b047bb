import { z } from 'zod';
import type { AlertKind } from '../domain/alerting/alert.js';
import { alertSeverities } from '../domain/alerting/alert.js';
import { isSelective } from '../domain/alerting/quiet/alert-match.js';
import { sharedPlaces } from '../domain/alerting/quiet/shared-place.js';
import { secret, secretFile, valueOrReference } from './secret-reference.js';

const kinds = ['anomaly', 'silent', 'plenum'] as const satisfies readonly AlertKind[];
const text = z.string().min(1);
const oneOrMany = <T extends z.ZodType>(entry: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(entry).min(1, 'expected at least one'),
  );
const httpUrl = valueOrReference(isHttpUrl, 'expected an http or https address without user and password');

/** For people one message for many alerts, for programs each at once. */
const peoplesWaitSeconds = 30;

/** What every receiver may say about what it wants. */
const filter = (least: (typeof alertSeverities)[number], groupWaitSeconds: number) => ({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'expected lower-case letters, digits and dashes')
    .max(40),
  by: z.enum(['alert', 'incident']).optional(),
  least: z.enum(alertSeverities).default(least),
  kinds: oneOrMany(z.enum(kinds)).optional(),
  rooms: oneOrMany(text).optional(),
  assets: oneOrMany(text).optional(),
  resolved: z.boolean().default(true),
  simulated: z.boolean().default(true),
  onlyCauses: z.boolean().default(false),
  groupWaitSeconds: z.number().min(0).max(3_600).default(groupWaitSeconds),
});

const login = { user: text.optional(), password: secret.optional(), passwordFile: secretFile.optional() };

const webhook = z.strictObject({
  type: z.literal('webhook'),
  ...filter('info', peoplesWaitSeconds),
  url: httpUrl.optional(),
  urlFile: secretFile.optional(),
  secret: secret.optional(),
  secretFile: secretFile.optional(),
});

const slack = z.strictObject({
  type: z.literal('slack'),
  ...filter('warning', peoplesWaitSeconds),
  url: secret.optional(),
  urlFile: secretFile.optional(),
});

const alertmanager = z.strictObject({
  type: z.literal('alertmanager'),
  ...filter('info', 0),
  url: oneOrMany(httpUrl),
  ...login,
});

const smtp = z.strictObject({
  type: z.literal('smtp'),
  ...filter('warning', peoplesWaitSeconds),
  host: text,
  port: z.int().min(1).max(65_535).optional(),
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  caFile: text.optional(),
  ...login,
  from: z.email(),
  to: oneOrMany(z.email()),
});

const kafka = z.strictObject({
  type: z.literal('kafka'),
  ...filter('info', 0),
  topic: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,249}$/, 'expected letters, digits, dots, dashes and underscores')
    .default('plenum.alerts'),
  brokers: oneOrMany(z.string().regex(/^\S+:\d{1,5}$/, 'expected host:port')).optional(),
  replication: z.int().min(1).max(10).default(3),
  tls: z.boolean().default(false),
  caFile: text.optional(),
  mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).default('scram-sha-512'),
  ...login,
});

export const ReceiverEntry = z.discriminatedUnion('type', [webhook, slack, alertmanager, smtp, kafka]);
export type ReceiverEntry = z.infer<typeof ReceiverEntry>;

const matchers = z.strictObject({
  asset: oneOrMany(text).optional(),
  room: oneOrMany(text).optional(),
  assetKind: oneOrMany(text).optional(),
  metric: oneOrMany(text).optional(),
  component: oneOrMany(z.string()).optional(),
  alertKind: oneOrMany(z.enum(kinds)).optional(),
  severity: oneOrMany(z.enum(alertSeverities)).optional(),
});
const selective = matchers.refine(isSelective, 'expected a condition that leaves something out');

const inhibitRule = z.strictObject({
  source: selective,
  target: selective,
  equal: oneOrMany(z.enum(sharedPlaces)).default([]),
});

const patterns = oneOrMany(text).optional();

const RunbookEntry = z
  .strictObject({
    match: z.strictObject({ cause: patterns, kind: patterns, asset: patterns, room: patterns }).default({}),
    steps: oneOrMany(text).default([]),
    url: z.string().refine(isHttpUrl, 'expected an http or https address without user and password').optional(),
    replace: z.boolean().default(false),
  })
  .refine(({ steps, url }) => steps.length > 0 || url !== undefined, 'give steps, url, or both');

/** The shape of `alerting.yaml`; docs/alerting.md explains each key. Unknown keys are refused. */
export const AlertingFile = z.strictObject({
  console: z.string().refine(isHttpUrl, 'expected an http or https address without user and password').optional(),
  receivers: z.array(ReceiverEntry).default([]),
  inhibit: z.array(inhibitRule).default([]),
  runbooks: z.array(RunbookEntry).default([]),
});

/** An address without user and password, which have keys of their own. */
export function isHttpUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
