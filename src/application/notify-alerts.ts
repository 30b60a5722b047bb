import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { Metrics } from '../ports/metrics.js';
import type { NoticeDeliveries } from '../ports/notice-deliveries.js';
import { alertEpisode, HistoryGate } from './history-gate.js';
import type { HoldBack } from './hold-back.js';
import type { LiveEvents } from './live-events.js';
import type { NotifierLane } from './notifier-lane.js';
import { ReceiverLanes } from './receiver-lanes.js';
import { WakefulLoop } from './wakeful-loop.js';

/** Changes looked at together. */
const PAGE = 500;
/** How often the log is asked although no alert has been seen to change. */
const POLL_MS = 30_000;
/** The same while notices are held: cover ends by the clock, and nobody says so. */
const HELD_POLL_MS = 10_000;

/**
 * Tells receivers about the alerts in the log that fired, became more urgent or resolved: queues each notice once for
 * every receiver that wants it, held while it is to be quiet, and runs their lanes. A notice is told until its receiver has
 * confirmed it, in order; it is told twice only when the process dies between the confirmation and its receipt.
 */
export class NotifyAlerts implements Loop {
  readonly name = 'notify alerts';
  readonly #history: HistoryGate<AlertNotice>;
  readonly #router: WakefulLoop;
  readonly #lanes: ReceiverLanes<AlertNotice>;
  #unlisten = () => {};

  constructor(
    private readonly alertLog: AlertLog,
    deliveries: NoticeDeliveries,
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
    this.#history = new HistoryGate(clock, alertEpisode);
    this.#router = new WakefulLoop(this.name, () => this.#route(), clock, log);
    this.#lanes = new ReceiverLanes('notify-alerts', deliveries, lanes, system);
  }

  async start(): Promise<void> {
    this.#unlisten = this.live.listen(({ kind }) => {
      if (kind === 'alert') this.#router.wake();
    });
    await this.#router.start();
    await this.#lanes.start();
  }

  /** Ends after the notifications in hand, which their notifiers bound. */
  async stop(): Promise<void> {
    this.#unlisten();
    await Promise.all([this.#router.stop(), this.#lanes.stop()]);
  }

  /** Queues what is new for those who want it. Returns how long to wait before the next time. */
  async #route(): Promise<number> {
    await this.#lanes.tidy();
    const { tell, skip } = this.#history.sort(await this.alertLog.unnotified(PAGE));
    const { holdBack } = this.system;
    const review = await holdBack?.review();
    await this.#lanes.queue(tell, {
      ...(holdBack && { mark: (deliveries) => holdBack.mark(deliveries) }),
      ...(review && { released: review.released }),
    });
    if (tell.length + skip.length === 0) return review?.isHolding ? HELD_POLL_MS : POLL_MS;
    await this.alertLog.markNotified([...skip, ...tell]);
    return 0;
  }
}
