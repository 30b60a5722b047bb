import type { Alert } from '../../../domain/alerting/alert.js';
import type { AcknowledgedAlert } from '../../../ports/alert-log.js';
import { asTime, msOf } from './times.js';

/** A row of `alerts` as `alertColumns` reads it. */
export type AlertRow = Omit<
  AcknowledgedAlert,
  'startsAt' | 'firedAt' | 'resolvedAt' | 'escalatedAt' | 'acknowledgedBy' | 'acknowledgedAt'
> & {
  readonly startsAt: Date;
  readonly firedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
};

/** Named with their table, since other tables of a statement may have columns of the same name. */
export const alertColumns = `
  alerts.id, alerts.fingerprint, alerts.kind, alerts.state, alerts.severity, alerts.series_id AS "seriesId",
  alerts.asset_id AS "assetId", alerts.metric, alerts.component, alerts.simulated, alerts.starts_at AS "startsAt",
  alerts.fired_at AS "firedAt", alerts.resolved_at AS "resolvedAt", alerts.escalated_at AS "escalatedAt",
  alerts.peak_score AS "peakScore", alerts.value, alerts.expected, alerts.unit, alerts.summary,
  alerts.acknowledged_by AS "acknowledgedBy", alerts.acknowledged_at AS "acknowledgedAt"`;

export function mapAlert(row: AlertRow): AcknowledgedAlert {
  return {
    ...row,
    startsAt: row.startsAt.getTime(),
    firedAt: msOf(row.firedAt),
    resolvedAt: msOf(row.resolvedAt),
    escalatedAt: msOf(row.escalatedAt),
    acknowledgedBy: row.acknowledgedBy ?? undefined,
    acknowledgedAt: msOf(row.acknowledgedAt),
  };
}

/**
 * Records alerts of one state, each at most once, and queues what was new for the notifiers. A row changes only from
 * firing to resolved.
 */
export const recordAlerts = `
  WITH changed AS (
    INSERT INTO alerts (id, fingerprint, kind, state, severity, series_id, asset_id, metric, component, simulated,
                        starts_at, fired_at, resolved_at, peak_score, value, expected, unit, summary, escalated_at)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[],
                         $9::text[], $10::boolean[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[],
                         $14::float8[], $15::float8[], $16::float8[], $17::text[], $18::text[],
                         $19::timestamptz[])
    ON CONFLICT (id) DO UPDATE SET
      state = excluded.state, severity = excluded.severity, fired_at = excluded.fired_at,
      resolved_at = excluded.resolved_at, peak_score = excluded.peak_score, value = excluded.value,
      expected = excluded.expected, summary = excluded.summary,
      escalated_at = coalesce(excluded.escalated_at, alerts.escalated_at)
    WHERE alerts.state = 'firing' AND excluded.state = 'resolved'
    RETURNING id, state, severity
  )
  INSERT INTO alert_notifications (alert_id, state, severity) SELECT id, state, severity FROM changed
  RETURNING alert_id AS id`;

/** The parameters of `recordAlerts`. */
export function alertColumnValues(alerts: readonly Alert[]): readonly unknown[][] {
  return [
    alerts.map(({ id }) => id),
    alerts.map(({ fingerprint }) => fingerprint),
    alerts.map(({ kind }) => kind),
    alerts.map(({ state }) => state),
    alerts.map(({ severity }) => severity),
    alerts.map(({ seriesId }) => seriesId),
    alerts.map(({ assetId }) => assetId),
    alerts.map(({ metric }) => metric),
    alerts.map(({ component }) => component),
    alerts.map(({ simulated }) => simulated),
    alerts.map(({ startsAt }) => asTime(startsAt)),
    alerts.map(({ firedAt }) => asTime(firedAt)),
    alerts.map(({ resolvedAt }) => asTime(resolvedAt)),
    alerts.map(({ peakScore }) => peakScore),
    alerts.map(({ value }) => value),
    alerts.map(({ expected }) => expected),
    alerts.map(({ unit }) => unit),
    alerts.map(({ summary }) => summary),
    alerts.map(({ escalatedAt }) => asTime(escalatedAt)),
  ];
}
