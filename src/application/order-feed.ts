import type { NumberedOrder } from '../domain/detection/orders/detector-order.js';
import type { DetectorOrders } from '../ports/detector-orders.js';

/** Orders read together. */
const PAGE = 200;

/** What has been ordered of the detectors, for the lanes of this process: to ask costs nothing while there is nothing new. */
export class OrderFeed {
  #newest = 0;

  constructor(private readonly orders: Pick<DetectorOrders, 'newest' | 'after'>) {}

  /** Looks whether anything has been ordered, in whichever process. */
  async look(): Promise<void> {
    this.heard(await this.orders.newest());
  }

  /** There are orders up to this sequence. */
  heard(sequence: number): void {
    this.#newest = Math.max(this.#newest, sequence);
  }

  /** The next orders after a sequence, in their order; none when no later one is known of. */
  async after(sequence: number): Promise<readonly NumberedOrder[]> {
    return sequence < this.#newest ? this.orders.after(sequence, PAGE) : [];
  }
}
