import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Metrics } from '../ports/metrics.js';
import type { NoticeDeliveries, NoticeDelivery } from '../ports/notice-deliveries.js';
import type { NotifierLane } from './notifier-lane.js';
import { WakefulLoop } from './wakeful-loop.js';

/** What is kept from receivers beside what is told. */
interface Holding<Notice> {
  /** Says which deliveries are to be held, and leaves out what is not to be told at all. */
  readonly mark?: (deliveries: readonly NoticeDelivery<Notice>[]) => Promise<readonly NoticeDelivery<Notice>[]>;
  readonly released?: ReadonlySet<string>;
}

/** The lanes of all receivers of one kind of notice, each a loop of its own. */
export class ReceiverLanes<Notice> {
  readonly #lanes: readonly { readonly lane: NotifierLane<Notice>; readonly loop: WakefulLoop }[];
  #isTidy = false;

  constructor(
    /** As which component what it drops is counted. */
    private readonly component: string,
    private readonly deliveries: NoticeDeliveries<Notice>,
    lanes: readonly NotifierLane<Notice>[],
    private readonly system: { readonly clock: Clock; readonly metrics: Metrics; readonly log: Log },
  ) {
    const { clock, log } = system;
    this.#lanes = lanes.map((lane) => ({
      lane,
      loop: new WakefulLoop(`notifier ${lane.name}`, () => lane.turn(), clock, log),
    }));
  }

  async start(): Promise<void> {
    for (const { loop } of this.#lanes) await loop.start();
  }

  /** Ends after the notifications in hand, which their notifiers bound. */
  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map(({ loop }) => loop.stop()));
  }

  /**
   * Queues each notice for every receiver that wants it, as `mark` says of what is to be held; durable on resolve. Lanes of
   * receivers in `released` have something to tell, too.
   */
  async queue(notices: readonly Notice[], { mark, released }: Holding<Notice> = {}): Promise<void> {
    const wanted = this.#lanes.map(({ lane, loop }) => ({
      receiver: lane.name,
      loop,
      notices: notices.filter((notice) => lane.receiver.wants(notice)),
    }));
    const deliveries = wanted.flatMap((one) => one.notices.map((notice) => ({ notice, receiver: one.receiver })));
    await this.deliveries.queue(mark ? await mark(deliveries) : deliveries, this.system.clock.now());
    for (const one of wanted) if (one.notices.length > 0 || released?.has(one.receiver)) one.loop.wake();
  }

  /** Once: what waits for a receiver that has left the configuration would come as old news when it is back. */
  async tidy(): Promise<void> {
    if (this.#isTidy) return;
    const { metrics, log } = this.system;
    const dropped = await this.deliveries.abandonAllBut(this.#lanes.map(({ lane }) => lane.name));
    if (dropped > 0) {
      metrics.count('component_dropped_total', { component: this.component, reason: 'receiver-gone' }, dropped);
      log.warn('notices dropped: their receivers are not configured any more', { notices: dropped });
    }
    this.#isTidy = true;
  }
}
