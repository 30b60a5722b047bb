import { messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Leases } from '../ports/leases.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';

export interface LeaseTimes {
  /** After this long without being prolonged the lease may go to another process. */
  readonly lastsMs: number;
  readonly prolongEveryMs: number;
  /** The loop is stopped this long before the lease ends. */
  readonly marginMs: number;
}

export const leaseTimes: LeaseTimes = { lastsMs: 30_000, prolongEveryMs: 5_000, marginMs: 10_000 };

/**
 * Runs a loop in one process at a time: in the one that holds the lease of the loop's name. The others stand by, and one
 * takes over when the lease ends or is given back.
 */
export class HoldLease implements Loop {
  readonly name: string;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #loop: Loop | undefined;
  /** End of the lease by this process's monotonic clock. */
  #endsAt = -Infinity;

  constructor(
    private readonly lease: { readonly name: string; readonly holder: string },
    /** Makes the loop anew for each term: a loop that was stopped does not start again. */
    private readonly makeLoop: () => Loop,
    private readonly leases: Leases,
    private readonly system: { readonly clock: Clock; readonly log: Log },
    private readonly times: LeaseTimes = leaseTimes,
  ) {
    this.name = `${lease.name} (one at a time)`;
  }

  start(): Promise<void> {
    this.#running = this.#run();
    return Promise.resolve();
  }

  /** Stops the loop, holding the lease until it has ended, then gives it back, so that another process goes on at once. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await this.#tend();
      await this.system.clock.sleep(this.times.prolongEveryMs, signal);
    }
    await this.#endLoop();
    await this.#give();
  }

  /** Brings loop and lease together once. */
  async #tend(): Promise<void> {
    const asked = this.#ask();
    if (this.#loop) await this.#within(this.#endsAt - this.times.marginMs - this.system.clock.monotonic(), asked);
    if (!this.#isHeld) await this.#endLoop();
    await this.#within(this.times.lastsMs, asked);
    if (this.#isHeld && !this.#loop && !this.#abort.signal.aborted) await this.#startLoop();
  }

  get #isHeld(): boolean {
    return this.system.clock.monotonic() < this.#endsAt - this.times.marginMs;
  }

  async #ask(): Promise<void> {
    const { clock, log } = this.system;
    const { name, holder } = this.lease;
    const askedAt = clock.monotonic();
    try {
      const isMine = await this.leases.take(name, holder, this.times.lastsMs);
      this.#endsAt = isMine ? askedAt + this.times.lastsMs : -Infinity;
    } catch (error) {
      log.warn('lease not answered for', { lease: name, error: messageOf(error) });
    }
  }

  /** Waits for the answer, but not longer than that, and not once this is being stopped. */
  async #within(ms: number, answer: Promise<void>): Promise<void> {
    const waited = new AbortController();
    const signal = AbortSignal.any([waited.signal, this.#abort.signal]);
    await Promise.race([answer, this.system.clock.sleep(ms, signal)]);
    waited.abort();
  }

  async #startLoop(): Promise<void> {
    const loop = this.makeLoop();
    this.#loop = loop;
    try {
      await loop.start();
      this.system.log.info('lease taken', { lease: this.lease.name });
    } catch (error) {
      this.system.log.error('loop not started, tried again', { loop: loop.name, error: messageOf(error) });
      await this.#endLoop();
    }
  }

  async #endLoop(): Promise<void> {
    const loop = this.#loop;
    if (!loop) return;
    this.#loop = undefined;
    const ended = new AbortController();
    const prolonging = this.#prolongUntil(ended.signal);
    try {
      await loop.stop();
    } catch (error) {
      this.system.log.error('loop did not end cleanly', { loop: loop.name, error: messageOf(error) });
    }
    ended.abort();
    await prolonging;
  }

  /** A loop may take long to end; nobody else may begin meanwhile. Answers are not waited for: they may never come. */
  async #prolongUntil(ended: AbortSignal): Promise<void> {
    for (;;) {
      await this.system.clock.sleep(this.times.prolongEveryMs, ended);
      if (ended.aborted) return;
      void this.#ask();
    }
  }

  async #give(): Promise<void> {
    try {
      await this.leases.give(this.lease.name, this.lease.holder);
    } catch (error) {
      this.system.log.warn('lease not given back, it ends by itself', {
        lease: this.lease.name,
        error: messageOf(error),
      });
    }
  }
}
