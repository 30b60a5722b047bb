import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { HeldDeliveries, HeldNoticeDeliveries, Hearing } from '../../../ports/held-notice-deliveries.js';
import type { NoticeDelivery } from '../../../ports/notice-deliveries.js';
import { rankOf } from './alert-revision.js';
import type { Database } from './database.js';
import type { DeliveryTable } from './delivery-table.js';
import {
  groupHeld,
  type HearingRow,
  type HeldRow,
  listHearings,
  listHeld,
  releaseHeld,
  withholdHeld,
} from './held-deliveries.js';
import { mapNotice, noticeColumns, type NoticeRow } from './notice-row.js';
import { PostgresDeliveries } from './postgres-deliveries.js';
import { asTime } from './times.js';

const table: DeliveryTable<AlertNotice, NoticeRow> = {
  name: 'notice_deliveries',
  key: [
    { name: 'alert_id', type: 'text', valueOf: ({ id }) => id },
    { name: 'state', type: 'text', valueOf: ({ state }) => state },
    { name: 'severity', type: 'text', valueOf: ({ severity }) => severity },
  ],
  rest: [
    { name: 'escalated_from', type: 'text', valueOf: ({ notice }) => notice.escalatedFrom ?? null },
    { name: 'quiet_reason', type: 'text', valueOf: ({ heldFor }) => heldFor ?? null },
  ],
  keeping: { isNotKept: 'quiet_reason IS NULL', isNotForGood: 'withheld_at IS NULL' },
  joined: 'notice_deliveries JOIN alerts ON alerts.id = alert_id',
  columns: noticeColumns('notice_deliveries'),
  map: mapNotice,
  standing: `
    SELECT DISTINCT ON (alerts.starts_at, alerts.id) ${noticeColumns('notice_deliveries')}
    FROM notice_deliveries JOIN alerts ON alerts.id = alert_id
    WHERE alerts.state = 'firing' AND receiver = $1 AND confirmed_at IS NOT NULL
    ORDER BY alerts.starts_at, alerts.id, ${rankOf('notice_deliveries.severity')} DESC`,
  mapStanding: (row) => mapNotice({ ...row, escalatedFrom: null }),
};

/** What receivers are told of alerts: the table `notice_deliveries`. Withheld rows stay as confirmed ones do: why nobody was told. */
export class PostgresNoticeDeliveries
  extends PostgresDeliveries<AlertNotice, NoticeRow>
  implements HeldNoticeDeliveries
{
  constructor(database: Database) {
    super(database, table);
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
    await this.database.query(sql, [receivers, ...this.keysOf(deliveries.map(({ notice }) => notice)), ...values]);
  }
}
