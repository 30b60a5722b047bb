import type { DistributedEnv } from './distributed-env.js';
import type { EdgeEnv } from './edge-env.js';
import type { EmbeddedEnv } from './embedded-env.js';

const dayMs = 86_400_000;

/** What can be set in every mode. */
export function commonConfigOf(env: EmbeddedEnv | DistributedEnv | EdgeEnv) {
  return {
    http: Object.freeze({ host: env.PLENUM_HTTP_HOST, port: env.PLENUM_HTTP_PORT }),
    processName: env.PLENUM_PROCESS_NAME,
    siteFile: env.PLENUM_SITE,
    log: Object.freeze({ level: env.PLENUM_LOG_LEVEL, format: env.PLENUM_LOG_FORMAT }),
    auth: Object.freeze({ loopbackAllowed: env.PLENUM_AUTH_LOOPBACK === 'allow', adminKey: env.PLENUM_ADMIN_KEY }),
    twin: Object.freeze({
      enabled: env.PLENUM_TWIN,
      seed: env.PLENUM_TWIN_SEED,
      speed: env.PLENUM_TWIN_SPEED,
      stepSeconds: env.PLENUM_TWIN_STEP_SECONDS,
      tellsAccess: env.PLENUM_TWIN_ACCESS,
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
    events: Object.freeze({
      latenessMs: env.PLENUM_EVENTS_LATENESS_SECONDS * 1000,
      maxEntities: env.PLENUM_EVENTS_MAX_ENTITIES,
      pseudonymKey: env.PLENUM_EVENTS_PSEUDONYM_KEY,
    }),
    retention: Object.freeze({
      rawMs: env.PLENUM_RETENTION_RAW_DAYS * dayMs,
      minuteMs: env.PLENUM_RETENTION_MINUTE_DAYS * dayMs,
      hourMs: env.PLENUM_RETENTION_HOUR_DAYS * dayMs,
    }),
    forecasts: Object.freeze({
      horizonHours: env.PLENUM_FORECAST_HOURS,
      levels: Object.freeze(env.PLENUM_FORECAST_LEVELS),
      retentionMs: env.PLENUM_RETENTION_FORECAST_DAYS * dayMs,
    }),
    modelBackend: env.PLENUM_MODEL_BACKEND,
    detectionFile: env.PLENUM_DETECTION,
    alertingFile: env.PLENUM_ALERTING,
    webhook: Object.freeze({ url: env.PLENUM_ALERT_WEBHOOK_URL, secret: env.PLENUM_ALERT_WEBHOOK_SECRET }),
  };
}
