import type { AlertLog } from '../ports/alert-log.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { Metrics } from '../ports/metrics.js';
import type { NoticeDeliveries } from '../ports/notice-deliveries.js';
import { HistoryGate } from './history-gate.js';
import type { HoldBack } from './hold-back.js';
import type { LiveEvents } from './live-events.js';
import type { NotifierLane } from './notifier-lane.js';
import { WakefulLoop } from './wakeful-loop.js';

/** Changes looked at together. */
const PAGE = 500;
/** How often the log is asked although no alert has been seen to change. */
const POLL_MS = 30_000;
/** The same while notices are held: cover ends by the clock, and nobody says so. */
const HELD_POLL_MS = 10_000;

/**
 * Tells receivers about the alerts in the log that fired, became more urgent or resolved: queues each notice once for
 * every receiver that wants it, held while it is to be quiet, and runs their lanes. A notice is told until its receiver has confirmed it, in order; it
 * is told twice only when the process dies between the confirmation and its receipt.
 */
export class NotifyAlerts implements Loop {
  readonly name = 'notify alerts';
  readonly #history: HistoryGate;
  readonly #router: WakefulLoop;
  readonly #lanes: readonly { readonly lane: NotifierLane; readonly loop: WakefulLoop }[];
  #isTidy = false;
  #unlisten = () => {};

  constructor(
    private readonly alertLog: AlertLog,
    private readonly deliveries: NoticeDeliveries,
    lanes: readonly NotifierLane[],
    private readonly live: LiveEvents,
    private readonly system: {
      readonly clock: Clock;
      readonly metrics: Metrics;
      readonly log: Log;
      /** Absent: nothing is ever silenced, inhibited or under maintenance. */
      readonly holdBack?: HoldBack;
    },
  ) {
    const { clock, log } = system;
    this.#history = new HistoryGate(clock);
    this.#router = new WakefulLoop(this.name, () => this.#route(), clock, log);
    this.#lanes = lanes.map((lane) => ({
      lane,
      loop: new WakefulLoop(`notifier ${lane.name}`, () => lane.turn(), clock, log),
    }));
  }

  async start(): Promise<void> {
    this.#unlisten = this.live.listen(({ kind }) => {
      if (kind === 'alert') this.#router.wake();
    });
    for (const loop of this.#loops) await loop.start();
  }

  /** Ends after the notifications in hand, which their notifiers bound. */
  async stop(): Promise<void> {
    this.#unlisten();
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }

  get #loops(): readonly WakefulLoop[] {
    return [this.#router, ...this.#lanes.map(({ loop }) => loop)];
  }

  /** Queues what is new for those who want it. Returns how long to wait before the next time. */
  async #route(): Promise<number> {
    if (!this.#isTidy) await this.#tidy();
    const { tell, skip } = this.#history.sort(await this.alertLog.unnotified(PAGE));
    const wanted = this.#lanes.map(({ lane, loop }) => ({
      receiver: lane.name,
      loop,
      notices: tell.filter((notice) => lane.receiver.wants(notice)),
    }));
    const { clock, holdBack } = this.system;
    const deliveries = wanted.flatMap(({ receiver, notices }) => notices.map((notice) => ({ notice, receiver })));
    const review = await holdBack?.review();
    await this.deliveries.queue(holdBack ? await holdBack.mark(deliveries) : deliveries, clock.now());
    for (const { receiver, loop, notices } of wanted) {
      if (notices.length > 0 || review?.released.has(receiver)) loop.wake();
    }
    if (tell.length + skip.length === 0) return review?.isHolding ? HELD_POLL_MS : POLL_MS;
    await this.alertLog.markNotified([...skip, ...tell]);
    return 0;
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
