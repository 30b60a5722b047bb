import { type NextMessage, NoticeDeliveries, type NoticeDelivery } from '../../../ports/notice-deliveries.js';
import type { Database, RunQuery } from './database.js';
import { deliveryStatements, type DeliveryTable } from './delivery-table.js';
import { asTime, msOf } from './times.js';

/** Deliveries in a table. Confirmed rows stay as long as what they are about: who was told of it, and when. */
export class PostgresDeliveries<Notice, Row extends object> extends NoticeDeliveries<Notice> {
  readonly #statements;

  constructor(
    protected readonly database: Database,
    private readonly table: DeliveryTable<Notice, Row>,
  ) {
    super();
    this.#statements = deliveryStatements(table);
  }

  async queue(deliveries: readonly NoticeDelivery<Notice>[], at: number): Promise<void> {
    if (deliveries.length === 0) return;
    await this.database.query(this.#statements.queue, [
      deliveries.map(({ receiver }) => receiver),
      ...this.keysOf(deliveries.map(({ notice }) => notice)),
      ...this.table.rest.map(({ valueOf }) => deliveries.map(valueOf)),
      asTime(at),
    ]);
  }

  nextMessage(
    receiver: string,
    { limit, queuedUntil, at }: { limit: number; queuedUntil: number; at: number },
  ): Promise<NextMessage<Notice>> {
    return this.database.transaction(async (query) => {
      const inHand = await this.#inHand(query, receiver);
      const waitingSince = await this.#waitingSince(query, receiver);
      if (inHand.length > 0) return { notices: inHand, waitingSince };
      const isDue = waitingSince !== undefined && (waitingSince <= queuedUntil || waitingSince > at);
      if (!isDue) return { notices: [], waitingSince };
      await query(this.#statements.begin, [receiver, limit, asTime(at)]);
      const notices = await this.#inHand(query, receiver);
      return { notices, waitingSince: await this.#waitingSince(query, receiver) };
    });
  }

  async confirm(receiver: string, notices: readonly Notice[], at: number): Promise<void> {
    await this.database.query(this.#statements.confirm, [receiver, ...this.keysOf(notices), asTime(at)]);
  }

  async putBack(receiver: string, notices: readonly Notice[]): Promise<void> {
    await this.database.query(this.#statements.putBack, [receiver, ...this.keysOf(notices)]);
  }

  async drop(receiver: string, notices: readonly Notice[]): Promise<void> {
    await this.database.query(this.#statements.drop, [receiver, ...this.keysOf(notices)]);
  }

  async standing(receiver: string): Promise<readonly Notice[]> {
    const rows = await this.database.query<Row>(this.table.standing, [receiver]);
    return rows.map(this.table.mapStanding);
  }

  async abandonAllBut(receivers: readonly string[]): Promise<number> {
    return (await this.database.query(this.#statements.abandon, [[...receivers]])).length;
  }

  async #inHand(query: RunQuery, receiver: string): Promise<readonly Notice[]> {
    return (await query<Row>(this.#statements.inHand, [receiver])).map(this.table.map);
  }

  async #waitingSince(query: RunQuery, receiver: string): Promise<number | undefined> {
    const [row] = await query<{ waitingSince: Date | null }>(this.#statements.oldestWaiting, [receiver]);
    return msOf(row?.waitingSince ?? null);
  }

  protected keysOf(notices: readonly Notice[]): readonly unknown[][] {
    return this.table.key.map(({ valueOf }) => notices.map(valueOf));
  }
}
