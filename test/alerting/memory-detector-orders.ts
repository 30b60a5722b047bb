import type {
  DetectorOrder,
  FeedbackOrder,
  NumberedOrder,
  RollBackOrder,
  TakeVersionOrder,
} from '../../src/domain/detection/orders/detector-order.js';
import { DomainError } from '../../src/domain/errors.js';
import { DetectorOrders, type FeedbackSubject } from '../../src/ports/detector-orders.js';

/** Orders in memory: what outlives a crash of the objects around it. They run the port's contract too. */
export class MemoryDetectorOrders extends DetectorOrders {
  #all: NumberedOrder[] = [];

  override append(orders: readonly [DetectorOrder, ...DetectorOrder[]]): Promise<number> {
    const used = new Set(this.#all.map(({ id }) => id));
    if (orders.some(({ id }) => used.has(id))) return Promise.reject(new DomainError('conflict', 'The id was used.'));
    const numbered = orders.map((order, index) => ({ ...order, sequence: this.#all.length + index + 1 }));
    this.#all = [...this.#all, ...numbered];
    return this.newest();
  }

  override newest(): Promise<number> {
    return Promise.resolve(this.#all.length);
  }

  override after(sequence: number, limit: number): Promise<readonly NumberedOrder[]> {
    return Promise.resolve(this.#all.slice(sequence, sequence + limit));
  }

  override feedbackOn(subject: FeedbackSubject, limit: number): Promise<readonly NumberedOrder<FeedbackOrder>[]> {
    const found = this.#all
      .filter((order) => order.kind === 'feedback')
      .filter(({ alertIds, incidentId }) =>
        'alertId' in subject ? alertIds.includes(subject.alertId) : incidentId === subject.incidentId,
      );
    return Promise.resolve(found.reverse().slice(0, limit));
  }

  override verdictsOn(
    subjects: 'alerts' | 'incidents',
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, FeedbackOrder['verdict']>> {
    const words = this.#all.filter((order) => order.kind === 'feedback');
    const said = words.flatMap(({ alertIds, incidentId, verdict }): [string, FeedbackOrder['verdict']][] => {
      const about = subjects === 'alerts' ? alertIds : [incidentId ?? ''];
      return about.filter((id) => ids.includes(id)).map((id) => [id, verdict]);
    });
    return Promise.resolve(new Map(said));
  }

  override versions(perReason: number): Promise<readonly NumberedOrder<TakeVersionOrder>[]> {
    const newestFirst = this.#all.filter((order) => order.kind === 'take-version').reverse();
    const kept = newestFirst.filter(
      (one, index) => newestFirst.slice(0, index).filter(({ reason }) => reason === one.reason).length < perReason,
    );
    return Promise.resolve(kept);
  }

  override rollBacksAfter(sequence: number, limit: number): Promise<readonly NumberedOrder<RollBackOrder>[]> {
    const found = this.#all.slice(sequence).filter((order) => order.kind === 'roll-back');
    return Promise.resolve(found.slice(0, limit));
  }
}
