import { messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';

/** How long to wait after a turn that failed. */
const RETRY_MS = 5_000;

/** Work done in turns. Each tells how long to wait before the next (ms); whoever has news for it cuts the wait short. */
export class WakefulLoop implements Loop {
  #isStopped = false;
  #nap = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly turn: () => Promise<number>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): Promise<void> {
    this.#running = this.#run();
    return Promise.resolve();
  }

  /** Ends the turn in hand, then resolves. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#nap.abort();
    await this.#running;
  }

  /** Takes the next turn at once, or right after the one in hand. */
  wake(): void {
    this.#nap.abort();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      // Anew before the turn: what wakes during it may have come too late for it.
      this.#nap = new AbortController();
      const waitMs = await this.#take();
      if (waitMs > 0) await this.clock.sleep(waitMs, this.#nap.signal);
    }
  }

  async #take(): Promise<number> {
    try {
      return await this.turn();
    } catch (error) {
      this.log.warn('turn failed, tried again', { loop: this.name, retryInMs: RETRY_MS, error: messageOf(error) });
      return RETRY_MS;
    }
  }
}
