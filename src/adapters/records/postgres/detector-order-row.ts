import type {
  DetectorOrder,
  FeedbackOrder,
  NumberedOrder,
  RollBackOrder,
  TakeVersionOrder,
} from '../../../domain/detection/orders/detector-order.js';
import { storableText } from './storable-text.js';
import { asTime } from './times.js';

type BodyOf<T extends DetectorOrder> = Omit<T, 'id' | 'at' | 'by' | 'kind' | 'incidentId' | 'alertIds'>;

interface RowOf<T extends DetectorOrder> {
  /** pg writes a bigint as text. */
  readonly sequence: string;
  readonly id: string;
  readonly kind: T['kind'];
  readonly at: Date;
  readonly by: string;
  readonly incidentId: string | null;
  readonly alertIds: readonly string[];
  readonly body: BodyOf<T>;
}

/** A row of `detector_orders` as `orderColumns` reads it. */
export type OrderRow = RowOf<FeedbackOrder> | RowOf<TakeVersionOrder> | RowOf<RollBackOrder>;

export const orderColumns = `
  sequence, id, kind, given_at AS "at", given_by AS "by", incident_id AS "incidentId", alert_ids AS "alertIds", body`;

export function mapOrder(row: OrderRow): NumberedOrder {
  const given = { sequence: Number(row.sequence), id: row.id, at: row.at.getTime(), by: row.by };
  if (row.kind !== 'feedback') return { ...given, kind: row.kind, ...row.body } as NumberedOrder;
  const { incidentId, alertIds } = row;
  return { ...given, kind: row.kind, incidentId: incidentId ?? undefined, alertIds, ...row.body };
}

/** The parameters of an insertion, after the sequence. */
export function orderColumnValues(order: DetectorOrder): readonly unknown[] {
  const { id, at, by, kind, ...rest } = order;
  const { incidentId, alertIds, ...body } = { incidentId: undefined, alertIds: [], ...rest };
  const text = JSON.stringify(body, (_key, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  );
  return [id, kind, asTime(Math.floor(at)), storableText(by), incidentId ?? null, alertIds, text];
}
