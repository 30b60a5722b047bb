import { join } from 'node:path';
import { DomainError } from '../domain/errors.js';
import { nearestName } from '../domain/nearest-name.js';
import { checkoutRoot } from './checkout.js';
import { embeddedEnv, envSchema, type EmbeddedEnv } from './env.schema.js';

const dayMs = 86_400_000;

/** The demo site that comes with Plenum. */
export const demoSiteFile = join(checkoutRoot, 'sites', 'demo.yaml');

/** Everything that can be set, frozen, with units in the names. */
export type Config = ReturnType<typeof configOf>;

function configOf(env: EmbeddedEnv) {
  return Object.freeze({
    mode: env.PLENUM_MODE,
    http: Object.freeze({ host: env.PLENUM_HTTP_HOST, port: env.PLENUM_HTTP_PORT }),
    dataDir: env.PLENUM_DATA_DIR,
    siteFile: env.PLENUM_SITE,
    log: Object.freeze({ level: env.PLENUM_LOG_LEVEL, format: env.PLENUM_LOG_FORMAT }),
    auth: Object.freeze({ loopbackAllowed: env.PLENUM_AUTH_LOOPBACK === 'allow', adminKey: env.PLENUM_ADMIN_KEY }),
    twin: Object.freeze({
      enabled: env.PLENUM_TWIN,
      seed: env.PLENUM_TWIN_SEED,
      speed: env.PLENUM_TWIN_SPEED,
      stepSeconds: env.PLENUM_TWIN_STEP_SECONDS,
      backfillHours: env.PLENUM_TWIN_BACKFILL_HOURS,
    }),
    host: Object.freeze({
      enabled: env.PLENUM_HOST_SOURCE,
      intervalMs: env.PLENUM_HOST_INTERVAL_SECONDS * 1000,
      assetId: env.PLENUM_HOST_NAME,
    }),
    intake: Object.freeze({
      maxBodyBytes: env.PLENUM_INTAKE_MAX_BODY_BYTES,
      latenessMs: env.PLENUM_INTAKE_LATENESS_SECONDS * 1000,
      futureMs: env.PLENUM_INTAKE_FUTURE_SECONDS * 1000,
      maxSeries: env.PLENUM_INTAKE_MAX_SERIES,
    }),
    retention: Object.freeze({
      rawMs: env.PLENUM_RETENTION_RAW_DAYS * dayMs,
      minuteMs: env.PLENUM_RETENTION_MINUTE_DAYS * dayMs,
      hourMs: env.PLENUM_RETENTION_HOUR_DAYS * dayMs,
    }),
    bus: Object.freeze({ maxBytes: env.PLENUM_BUS_MAX_BYTES }),
    store: Object.freeze({ memoryMb: env.PLENUM_STORE_MEMORY_MB }),
    webhook: Object.freeze({ url: env.PLENUM_ALERT_WEBHOOK_URL, secret: env.PLENUM_ALERT_WEBHOOK_SECRET }),
  });
}

/**
 * The configuration from environment variables. Throws `invalid_configuration` with one message that names every bad
 * variable, unknown `PLENUM_*` names among them; other variables are none of our business.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const ours = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name.startsWith('PLENUM_') && value !== undefined && value !== ''),
  );
  const parsed = envSchema.safeParse({ PLENUM_MODE: 'embedded', ...ours });
  if (parsed.success) return configOf(parsed.data);
  const problems = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((name) => `${name}: unknown variable${hintFor(name)}`)
      : [`${issue.path.join('.')}: ${issue.message}`],
  );
  throw new DomainError('invalid_configuration', `configuration: ${problems.join('; ')}. See docs/config.md.`, {
    details: { problems },
  });
}

function hintFor(name: string): string {
  const meant = nearestName(name, Object.keys(embeddedEnv.shape), 'PLENUM_');
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}
