import { messageOf } from '../domain/errors.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import { HistoryGate } from './history-gate.js';
import type { LiveEvents } from './live-events.js';
import type { NotifierLane } from './notifier-lane.js';

/** Changes looked at together. While a notifier refuses, at most this many wait for it; later ones wait behind them. */
const PAGE = 500;
/** How often the log is asked although no alert has been seen to change. */
const POLL_MS = 30_000;

/**
 * Tells every notifier about the alerts in the log that fired, became more urgent or resolved, at least once each and in
 * order. A notice is marked as told when all have confirmed it; a crash in between tells it again.
 */
export class NotifyAlerts implements Loop {
  readonly name = 'notify alerts';
  readonly #history: HistoryGate;
  #stopped = false;
  #nap = new AbortController();
  #unlisten = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly alertLog: AlertLog,
    private readonly lanes: readonly NotifierLane[],
    private readonly live: LiveEvents,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#history = new HistoryGate(clock);
  }

  start(): Promise<void> {
    this.#unlisten = this.live.listen(({ kind }) => {
      if (kind === 'alert') this.#nap.abort();
    });
    this.#running = this.#run();
    return Promise.resolve();
  }

  /** Ends after the notifications in hand, which their notifiers bound. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unlisten();
    this.#nap.abort();
    await this.#running;
  }

  /** Tells what is open now. Returns how long to wait before the next time. */
  async tell(): Promise<number> {
    const untold = await this.alertLog.unnotified(PAGE);
    const { tell, skip } = this.#history.sort(untold);
    await Promise.all(this.lanes.map((lane) => lane.deliver(tell)));
    const told = tell.filter((change) => this.lanes.every((lane) => lane.hasConfirmed(change)));
    const done = [...skip, ...told];
    if (done.length === 0) return this.#pauseMs();
    await this.alertLog.markNotified(done);
    for (const lane of this.lanes) lane.forget(done);
    return 0;
  }

  /** Until the next poll, or until a pausing notifier may be tried again. */
  #pauseMs(): number {
    return Math.min(POLL_MS, ...this.lanes.map((lane) => lane.waitMs).filter((waitMs) => waitMs > 0));
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#nap = new AbortController();
      let waitMs = POLL_MS;
      try {
        waitMs = await this.tell();
      } catch (error) {
        this.log.warn('alert log did not answer, alerts are told later', { error: messageOf(error) });
      }
      if (waitMs > 0) await this.clock.sleep(waitMs, this.#nap.signal);
    }
  }
}
