import { messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { InForce } from './in-force.js';
import { RetryPause } from './retry-pause.js';

/**
 * A loop that is made anew when the settings it was made from change: the old one ends its work in hand first. It works on
 * while a new one cannot be made, and whatever fails is tried again: nobody may have to touch the settings once more.
 */
export class RemadeLoop<Value> implements Loop {
  readonly #pause: RetryPause;
  #loop: Loop | undefined;
  #changing: Promise<void> = Promise.resolve();
  #nap = new AbortController();
  /** Whether what runs was made from other settings than those in force. */
  #isOutdated = false;
  #isStopped = false;
  #unlisten = () => {};

  constructor(
    readonly name: string,
    private readonly make: (value: Value) => Loop,
    private readonly settings: InForce<Value>,
    private readonly system: { readonly clock: Clock; readonly log: Log },
  ) {
    this.#pause = new RetryPause(system.clock);
  }

  async start(): Promise<void> {
    this.#loop = this.make(this.settings.current);
    this.#unlisten = this.settings.onChange(() => {
      this.#isOutdated = true;
      this.#nap.abort();
      this.#changing = this.#changing.then(() => this.#catchUp());
    });
    await this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unlisten();
    this.#nap.abort();
    await this.#changing;
    await this.#loop?.stop();
  }

  async #catchUp(): Promise<void> {
    while (this.#isOutdated && !this.#isStopped) {
      // Anew before the attempt: settings that change during it may have come too late for it.
      this.#nap = new AbortController();
      this.#isOutdated = false;
      try {
        await this.#remake();
        this.#pause.reset();
      } catch (error) {
        this.#isOutdated = true;
        const retryInMs = this.#pause.begin();
        this.system.log.error('loop not made anew', { loop: this.name, retryInMs, error: messageOf(error) });
        await this.system.clock.sleep(retryInMs, this.#nap.signal);
      }
    }
  }

  async #remake(): Promise<void> {
    const next = this.make(this.settings.current);
    await this.#loop?.stop();
    // Before its start: one that has started in part is stopped by the next attempt.
    this.#loop = next;
    await next.start();
  }
}
