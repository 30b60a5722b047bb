import type { NoticeDelivery } from '../../../ports/notice-deliveries.js';

/** A column of a table of deliveries. */
export interface DeliveryColumn<Source> {
  readonly name: string;
  readonly type: 'text' | 'int';
  readonly valueOf: (source: Source) => unknown;
}

/** A table of deliveries of one kind of notice, beside the table of what the notices are about. */
export interface DeliveryTable<Notice, Row> {
  readonly name: string;
  /** The columns that tell notices apart, beside the receiver. */
  readonly key: readonly DeliveryColumn<Notice>[];
  /** What else is kept of a delivery. */
  readonly rest: readonly DeliveryColumn<NoticeDelivery<Notice>>[];
  /** Where deliveries may be kept from their receivers: the conditions on one that it is not, and that it is not for good. */
  readonly keeping?: { readonly isNotKept: string; readonly isNotForGood: string };
  /** What notices are read from: the table itself joined with what they are about, and the columns that `map` takes. */
  readonly joined: string;
  readonly columns: string;
  readonly map: (row: Row) => Notice;
  /** A query for what still goes on and of which receiver `$1` has confirmed a notice. */
  readonly standing: string;
  readonly mapStanding: (row: Row) => Notice;
}

/** The statements of a table of deliveries. `$1` is the receiver, and arrays of the key's columns follow where notices are given. */
export function deliveryStatements<Notice, Row>(table: DeliveryTable<Notice, Row>) {
  const { name, key, rest, keeping, joined, columns } = table;
  /** A delivery that is not confirmed is of the message in hand when it was begun, else it waits. */
  const openOf = ['receiver = $1', 'confirmed_at IS NULL', ...(keeping ? [keeping.isNotKept] : [])].join(' AND ');
  const isPending = ['confirmed_at IS NULL', ...(keeping ? [keeping.isNotForGood] : [])].join(' AND ');
  const arrays = (of: readonly { readonly type: string }[], first: number) =>
    of.map(({ type }, i) => `$${i + first}::${type}[]`).join(', ');
  const names = (of: readonly { readonly name: string }[]) => of.map((column) => column.name).join(', ');
  const all = [...key, ...rest];
  const theseInHand = `
    ${openOf} AND begun_at IS NOT NULL AND (${names(key)}) IN (SELECT * FROM unnest(${arrays(key, 2)}))`;
  return {
    queue: `
      INSERT INTO ${name} (receiver, ${names(all)}, queued_at)
      SELECT *, $${all.length + 2}::timestamptz FROM unnest($1::text[], ${arrays(all, 2)})
      ON CONFLICT DO NOTHING`,
    inHand: `SELECT ${columns} FROM ${joined} WHERE ${openOf} AND begun_at IS NOT NULL ORDER BY position`,
    begin: `
      UPDATE ${name} SET begun_at = $3
      WHERE position IN (
        SELECT position FROM ${name} WHERE ${openOf} AND begun_at IS NULL ORDER BY position LIMIT $2)`,
    oldestWaiting: `SELECT min(queued_at) AS "waitingSince" FROM ${name} WHERE ${openOf} AND begun_at IS NULL`,
    confirm: `UPDATE ${name} SET confirmed_at = $${key.length + 2} WHERE ${theseInHand}`,
    putBack: `UPDATE ${name} SET begun_at = NULL WHERE ${theseInHand}`,
    drop: `DELETE FROM ${name} WHERE ${theseInHand}`,
    abandon: `DELETE FROM ${name} WHERE ${isPending} AND receiver <> ALL ($1::text[]) RETURNING position`,
  };
}
