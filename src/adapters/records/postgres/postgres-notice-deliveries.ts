import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { Alert } from '../../../domain/alerting/alert.js';
import {
  type Hearing,
  type HeldDeliveries,
  type NextMessage,
  NoticeDeliveries,
  type NoticeDelivery,
} from '../../../ports/notice-deliveries.js';
import { alertColumns, type AlertRow, mapAlert } from './alert-row.js';
import type { Database, RunQuery } from './database.js';
import { groupHeld, heldDeliveries, type HearingRow, type HeldRow, listHearings, listHeld } from './held-deliveries.js';
import { mapNotice, noticeColumns, type NoticeRow } from './notice-row.js';
import { asTime, msOf } from './times.js';

const queueDeliveries = `
  INSERT INTO notice_deliveries (alert_id, state, severity, escalated_from, receiver, quiet_reason, queued_at)
  SELECT *, $7::timestamptz FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
  ON CONFLICT DO NOTHING`;

/** A delivery that is neither confirmed nor held is of the message in hand when it was begun, else it waits. */
const openOf = 'receiver = $1 AND confirmed_at IS NULL AND quiet_reason IS NULL';

const listInHand = `
  SELECT ${noticeColumns('notice_deliveries')}
  FROM notice_deliveries JOIN alerts ON alerts.id = alert_id
  WHERE ${openOf} AND begun_at IS NOT NULL
  ORDER BY position`;

const theseInHand = `
  ${openOf} AND begun_at IS NOT NULL
  AND (alert_id, state, severity) IN (SELECT * FROM unnest($2::text[], $3::text[], $4::text[]))`;

const confirmTold = `UPDATE notice_deliveries SET confirmed_at = $5 WHERE ${theseInHand}`;
const takeOut = `UPDATE notice_deliveries SET begun_at = NULL WHERE ${theseInHand}`;
const giveUp = `DELETE FROM notice_deliveries WHERE ${theseInHand}`;

const beginMessage = `
  UPDATE notice_deliveries SET begun_at = $3
  WHERE position IN (
    SELECT position FROM notice_deliveries WHERE ${openOf} AND begun_at IS NULL ORDER BY position LIMIT $2)`;

const oldestWaiting = `
  SELECT min(queued_at) AS "waitingSince" FROM notice_deliveries WHERE ${openOf} AND begun_at IS NULL`;

const listStanding = `
  SELECT ${alertColumns} FROM alerts
  WHERE state = 'firing' AND EXISTS (
    SELECT FROM notice_deliveries WHERE alert_id = alerts.id AND receiver = $1 AND confirmed_at IS NOT NULL)
  ORDER BY starts_at, id`;

/** `given.text` is what to write beside each: the severity told before, or the reason. */
const heldGiven = `
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $6::text[]) AS given (receiver, alert_id, state, severity, text)
  WHERE ${heldDeliveries}
    AND (notice_deliveries.receiver, notice_deliveries.alert_id, notice_deliveries.state, notice_deliveries.severity)
      = (given.receiver, given.alert_id, given.state, given.severity)`;

const releaseHeld = `
  UPDATE notice_deliveries SET quiet_reason = NULL, queued_at = $5, escalated_from = given.text ${heldGiven}`;
const withholdHeld = `
  UPDATE notice_deliveries SET withheld_at = $5, quiet_reason = coalesce(given.text, quiet_reason) ${heldGiven}`;

const abandon = `
  DELETE FROM notice_deliveries
  WHERE confirmed_at IS NULL AND withheld_at IS NULL AND receiver <> ALL ($1::text[]) RETURNING position`;

/** The table `notice_deliveries`. Confirmed and withheld rows stay as long as their alert: who was told of it and when, or why not. */
export class PostgresNoticeDeliveries extends NoticeDeliveries {
  constructor(private readonly database: Database) {
    super();
  }

  async queue(deliveries: readonly NoticeDelivery[], at: number): Promise<void> {
    if (deliveries.length === 0) return;
    const notices = deliveries.map(({ notice }) => notice);
    await this.database.query(queueDeliveries, [
      ...keysOf(notices),
      notices.map(({ escalatedFrom }) => escalatedFrom ?? null),
      deliveries.map(({ receiver }) => receiver),
      deliveries.map(({ heldFor }) => heldFor ?? null),
      asTime(at),
    ]);
  }

  nextMessage(
    receiver: string,
    { limit, queuedUntil, at }: { limit: number; queuedUntil: number; at: number },
  ): Promise<NextMessage> {
    return this.database.transaction(async (query) => {
      const inHand = await query<NoticeRow>(listInHand, [receiver]);
      const waitingSince = await waiting(query, receiver);
      if (inHand.length > 0) return { notices: inHand.map(mapNotice), waitingSince };
      const isDue = waitingSince !== undefined && (waitingSince <= queuedUntil || waitingSince > at);
      if (!isDue) return { notices: [], waitingSince };
      await query(beginMessage, [receiver, limit, asTime(at)]);
      const begun = await query<NoticeRow>(listInHand, [receiver]);
      return { notices: begun.map(mapNotice), waitingSince: await waiting(query, receiver) };
    });
  }

  async confirm(receiver: string, notices: readonly AlertNotice[], at: number): Promise<void> {
    await this.database.query(confirmTold, [receiver, ...keysOf(notices), asTime(at)]);
  }

  async putBack(receiver: string, notices: readonly AlertNotice[]): Promise<void> {
    await this.database.query(takeOut, [receiver, ...keysOf(notices)]);
  }

  async drop(receiver: string, notices: readonly AlertNotice[]): Promise<void> {
    await this.database.query(giveUp, [receiver, ...keysOf(notices)]);
  }

  async held({ after, limit }: { after: string; limit: number }): Promise<readonly HeldDeliveries[]> {
    return groupHeld(await this.database.query<HeldRow>(listHeld, [after, limit]));
  }

  async release(deliveries: readonly NoticeDelivery[], at: number): Promise<void> {
    const escalatedFrom = deliveries.map(({ notice }) => notice.escalatedFrom ?? null);
    await this.#changeHeld(releaseHeld, deliveries, [asTime(at), escalatedFrom]);
  }

  async withhold(deliveries: readonly NoticeDelivery[], at: number): Promise<void> {
    const reasons = deliveries.map(({ heldFor }) => heldFor ?? null);
    await this.#changeHeld(withholdHeld, deliveries, [asTime(at), reasons]);
  }

  async hearings(alertIds: readonly string[]): Promise<readonly Hearing[]> {
    const rows = await this.database.query<HearingRow>(listHearings, [[...alertIds]]);
    return rows.map((row) => ({ ...row, keptFor: row.keptFor ?? undefined }));
  }

  async #changeHeld(sql: string, deliveries: readonly NoticeDelivery[], values: readonly unknown[]): Promise<void> {
    if (deliveries.length === 0) return;
    const receivers = deliveries.map(({ receiver }) => receiver);
    await this.database.query(sql, [receivers, ...keysOf(deliveries.map(({ notice }) => notice)), ...values]);
  }

  async standing(receiver: string): Promise<readonly Alert[]> {
    const rows = await this.database.query<AlertRow>(listStanding, [receiver]);
    return rows.map((row) => {
      const { acknowledgedBy: _by, acknowledgedAt: _at, ...alert } = mapAlert(row);
      return alert;
    });
  }

  async abandonAllBut(receivers: readonly string[]): Promise<number> {
    return (await this.database.query(abandon, [[...receivers]])).length;
  }
}

/** What names a delivery of one receiver, column by column: alert, state, severity. */
function keysOf(notices: readonly AlertNotice[]) {
  return [notices.map(({ id }) => id), notices.map(({ state }) => state), notices.map(({ severity }) => severity)];
}

async function waiting(query: RunQuery, receiver: string): Promise<number | undefined> {
  const [row] = await query<{ waitingSince: Date | null }>(oldestWaiting, [receiver]);
  return msOf(row?.waitingSince ?? null);
}
