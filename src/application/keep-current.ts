import { messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';

/** Takes over regularly what other processes have changed. A failed round is logged and made up for by the next. */
export class KeepCurrent implements Loop {
  readonly name: string;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly task: { readonly what: string; readonly everyMs: number; readonly refresh: () => Promise<void> },
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.name = `keep ${task.what} current`;
  }

  /** Resolves after the first round. */
  async start(): Promise<void> {
    await this.#round();
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    await this.clock.sleep(this.task.everyMs, signal);
    while (!signal.aborted) {
      await this.#round();
      await this.clock.sleep(this.task.everyMs, signal);
    }
  }

  async #round(): Promise<void> {
    try {
      await this.task.refresh();
    } catch (error) {
      this.log.warn('not brought up to date, tried again', { what: this.task.what, error: messageOf(error) });
    }
  }
}
