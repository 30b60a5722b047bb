import type { Alert } from '../../../domain/alerting/alert.js';
import { alertColumns } from './alert-row.js';
import { asTime } from './times.js';

/** An expression for a severity as a number that rises with urgency. */
export const rankOf = (severity: string): string => `array_position(ARRAY['info', 'warning', 'critical'], ${severity})`;

/**
 * Revises alerts that fire, each at most once, if they got worse; queues those whose severity rose for the notifiers, and
 * returns all that changed with the severity they rose from. What a replay brings again finds itself in the row already.
 */
export const reviseAlerts = `
  WITH given AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::float8[], $6::text[], $7::timestamptz[])
      AS given (id, severity, peak_score, value, expected, summary, escalated_at)
  ), worse AS (
    SELECT given.*, alerts.severity AS severity_before,
           ${rankOf('given.severity')} > ${rankOf('alerts.severity')} AS rose
    FROM given JOIN alerts ON alerts.id = given.id
    WHERE alerts.state = 'firing'
      AND (given.peak_score > alerts.peak_score OR ${rankOf('given.severity')} > ${rankOf('alerts.severity')})
  ), revised AS (
    UPDATE alerts SET
      severity = CASE WHEN worse.rose THEN worse.severity ELSE alerts.severity END,
      peak_score = greatest(alerts.peak_score, worse.peak_score),
      escalated_at = CASE WHEN worse.rose THEN worse.escalated_at ELSE alerts.escalated_at END,
      value = worse.value, expected = worse.expected, summary = worse.summary
    FROM worse WHERE alerts.id = worse.id
    RETURNING ${alertColumns}, CASE WHEN worse.rose THEN worse.severity_before END AS "escalatedFrom"
  ), told AS (
    INSERT INTO alert_notifications (alert_id, state, severity, escalated_from)
    SELECT id, state, severity, "escalatedFrom" FROM revised WHERE "escalatedFrom" IS NOT NULL
  )
  SELECT * FROM revised`;

/** The parameters of `reviseAlerts`. */
export function revisedColumnValues(alerts: readonly Alert[]): readonly unknown[][] {
  return [
    alerts.map(({ id }) => id),
    alerts.map(({ severity }) => severity),
    alerts.map(({ peakScore }) => peakScore),
    alerts.map(({ value }) => value),
    alerts.map(({ expected }) => expected),
    alerts.map(({ summary }) => summary),
    alerts.map(({ escalatedAt }) => asTime(escalatedAt)),
  ];
}
