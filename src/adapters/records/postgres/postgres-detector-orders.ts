import type {
  DetectorOrder,
  FeedbackOrder,
  NumberedOrder,
  RollBackOrder,
  TakeVersionOrder,
} from '../../../domain/detection/orders/detector-order.js';
import { DetectorOrders, type FeedbackSubject } from '../../../ports/detector-orders.js';
import type { Database } from './database.js';
import { mapOrder, orderColumns, orderColumnValues, type OrderRow } from './detector-order-row.js';

const insertOrder = `
  INSERT INTO detector_orders (sequence, id, kind, given_at, given_by, incident_id, alert_ids, body)
  VALUES ($1, $2, $3, $4, $5, $6, $7::text[], $8::json)`;

const newestSequence = 'SELECT coalesce(max(sequence), 0)::text AS newest FROM detector_orders';

const newestVersions = `
  SELECT ${orderColumns}
  FROM (SELECT *, row_number() OVER (PARTITION BY body ->> 'reason' ORDER BY sequence DESC) AS age
        FROM detector_orders WHERE kind = 'take-version') AS versions
  WHERE age <= $1
  ORDER BY sequence DESC`;

/** Finds the orders by the index first, and looks into their alerts after. */
const newestOfAlerts = `
  SELECT DISTINCT ON (alert.id) alert.id, body ->> 'verdict' AS verdict
  FROM detector_orders CROSS JOIN LATERAL unnest(alert_ids) AS alert (id)
  WHERE alert_ids && $1::text[] AND kind = 'feedback' AND alert.id = ANY ($1)
  ORDER BY alert.id, sequence DESC`;

const newestOfIncidents = `
  SELECT DISTINCT ON (incident_id) incident_id AS id, body ->> 'verdict' AS verdict
  FROM detector_orders
  WHERE incident_id = ANY ($1::text[]) AND kind = 'feedback'
  ORDER BY incident_id, sequence DESC`;

/** The table `detector_orders`. */
export class PostgresDetectorOrders extends DetectorOrders {
  constructor(private readonly database: Database) {
    super();
  }

  append(orders: readonly [DetectorOrder, ...DetectorOrder[]]): Promise<number> {
    return this.database.transaction(async (query) => {
      // One writer at a time, in any process: sequences become visible in their order. Readers go on.
      await query('LOCK TABLE detector_orders IN EXCLUSIVE MODE');
      const [row] = await query<{ newest: string }>(newestSequence);
      let sequence = Number(row?.newest);
      for (const order of orders) await query(insertOrder, [(sequence += 1), ...orderColumnValues(order)]);
      return sequence;
    });
  }

  async newest(): Promise<number> {
    const [row] = await this.database.query<{ newest: string }>(newestSequence);
    return Number(row?.newest);
  }

  after(sequence: number, limit: number): Promise<readonly NumberedOrder[]> {
    return this.#read('sequence > $1 ORDER BY sequence LIMIT $2', [sequence, limit]);
  }

  async feedbackOn(subject: FeedbackSubject, limit: number): Promise<readonly NumberedOrder<FeedbackOrder>[]> {
    const orders =
      'alertId' in subject
        ? await this.#read('alert_ids @> ARRAY[$1]::text[] ORDER BY sequence DESC LIMIT $2', [subject.alertId, limit])
        : await this.#read('incident_id = $1 ORDER BY sequence DESC LIMIT $2', [subject.incidentId, limit]);
    return orders.filter((order) => order.kind === 'feedback');
  }

  async verdictsOn(
    subjects: 'alerts' | 'incidents',
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, FeedbackOrder['verdict']>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; verdict: FeedbackOrder['verdict'] }>(
      subjects === 'alerts' ? newestOfAlerts : newestOfIncidents,
      [[...ids]],
    );
    return new Map(rows.map(({ id, verdict }) => [id, verdict]));
  }

  async versions(perReason: number): Promise<readonly NumberedOrder<TakeVersionOrder>[]> {
    const rows = await this.database.query<OrderRow>(newestVersions, [perReason]);
    return rows.map(mapOrder).filter((order) => order.kind === 'take-version');
  }

  async rollBacksAfter(sequence: number, limit: number): Promise<readonly NumberedOrder<RollBackOrder>[]> {
    const orders = await this.#read(`kind = 'roll-back' AND sequence > $1 ORDER BY sequence LIMIT $2`, [
      sequence,
      limit,
    ]);
    return orders.filter((order) => order.kind === 'roll-back');
  }

  async #read(where: string, parameters: readonly unknown[]): Promise<readonly NumberedOrder[]> {
    const rows = await this.database.query<OrderRow>(
      `SELECT ${orderColumns} FROM detector_orders WHERE ${where}`,
      parameters,
    );
    return rows.map(mapOrder);
  }
}
