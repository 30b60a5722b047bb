import { messageOf } from '../domain/errors.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { InForce } from './in-force.js';

/** A loop that is made anew when the settings it was made from change: the old one ends its work in hand first. */
export class RemadeLoop<Value> implements Loop {
  #loop: Loop | undefined;
  #changing: Promise<void> = Promise.resolve();
  #isStopped = false;
  #unlisten = () => {};

  constructor(
    readonly name: string,
    private readonly make: (value: Value) => Loop,
    private readonly settings: InForce<Value>,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    this.#unlisten = this.settings.onChange(() => {
      this.#changing = this.#changing.then(() => this.#remake());
    });
    this.#loop = this.make(this.settings.current);
    await this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unlisten();
    await this.#changing;
    await this.#loop?.stop();
  }

  async #remake(): Promise<void> {
    if (this.#isStopped) return;
    try {
      await this.#loop?.stop();
      this.#loop = this.make(this.settings.current);
      await this.#loop.start();
    } catch (error) {
      this.log.error('loop not made anew', { loop: this.name, error: messageOf(error) });
    }
  }
}
