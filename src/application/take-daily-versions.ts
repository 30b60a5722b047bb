import type { Clock } from '../ports/clock.js';
import type { DetectorOrders } from '../ports/detector-orders.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { OrderDetectors } from './order-detectors.js';
import { WakefulLoop } from './wakeful-loop.js';

const DAY_MS = 86_400_000;
/** A look costs one short query. */
const LOOK_MS = 10 * 60_000;
/** Who has ordered it, in the audit log. */
const ACTOR = 'plenum';

/** Orders a version of what the detectors have learned once a day, by the wall clock. */
export class TakeDailyVersions implements Loop {
  readonly name = 'take daily versions';
  readonly #loop: WakefulLoop;

  constructor(
    private readonly orders: Pick<DetectorOrders, 'versions'>,
    private readonly order: Pick<OrderDetectors, 'takeVersion'>,
    private readonly system: { readonly clock: Clock; readonly log: Log },
  ) {
    this.#loop = new WakefulLoop(this.name, () => this.turn(), system.clock, system.log);
  }

  start(): Promise<void> {
    return this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Orders one when it is due. Returns how long to wait before the next turn. */
  async turn(): Promise<number> {
    const newest = (await this.orders.versions(1)).find(({ reason }) => reason === 'daily');
    const isDue = newest === undefined || this.system.clock.now() - newest.at >= DAY_MS;
    if (isDue) await this.order.takeVersion('daily', '', ACTOR);
    return LOOK_MS;
  }
}
