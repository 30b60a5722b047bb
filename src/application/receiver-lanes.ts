import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Metrics } from '../ports/metrics.js';
import type { NoticeDeliveries } from '../ports/notice-deliveries.js';
import type { NotifierLane } from './notifier-lane.js';
import { WakefulLoop } from './wakeful-loop.js';

/** The lanes of all receivers of one kind of notice, each a loop of its own. */
export class ReceiverLanes<Notice> {
  readonly #lanes: readonly { readonly lane: NotifierLane<Notice>; readonly loop: WakefulLoop }[];
  #isTidy = false;

  constructor(
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

  /** Queues each notice for every receiver that wants it; durable on resolve. */
  async queue(notices: readonly Notice[]): Promise<void> {
    if (!this.#isTidy) await this.#tidy();
    const wanted = this.#lanes.map(({ lane, loop }) => ({
      receiver: lane.name,
      loop,
      notices: notices.filter((notice) => lane.receiver.wants(notice)),
    }));
    await this.deliveries.queue(
      wanted.flatMap(({ receiver, notices }) => notices.map((notice) => ({ notice, receiver }))),
      this.system.clock.now(),
    );
    for (const { loop, notices } of wanted) if (notices.length > 0) loop.wake();
  }

  /** Once: what waits for a receiver that has left the configuration would come as old news when it is back. */
  async #tidy(): Promise<void> {
    const { metrics, log } = this.system;
    const dropped = await this.deliveries.abandonAllBut(this.#lanes.map(({ lane }) => lane.name));
    if (dropped > 0) {
      metrics.count('component_dropped_total', { component: 'notify-alerts', reason: 'receiver-gone' }, dropped);
      log.warn('notices dropped: their receivers are not configured any more', { notices: dropped });
    }
    this.#isTidy = true;
  }
}
