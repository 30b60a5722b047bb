import { messageOf } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Loop } from '../../ports/loop.js';
import { MINUTE_MS } from './class-history.js';
import type { ClassModels } from './class-models.js';
import type { WatchClasses } from './watch-classes.js';

/** A start has better things to do than to train. */
const FIRST_TRAINING_AFTER_MS = 2 * MINUTE_MS;

/**
 * Judges each minute, and renews models meanwhile: networks learn in a worker, the rest of the work gives way between two
 * devices, so that a training that takes long holds no judgement up.
 */
export class ClassWatchLoop implements Loop {
  readonly name = 'watch device classes';
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly models: ClassModels,
    private readonly watch: WatchClasses,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): Promise<void> {
    this.#running = Promise.all([this.#judge(), this.#renew()]);
    return Promise.resolve();
  }

  /** Ends a training under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  #judge(): Promise<void> {
    return this.#everyMinute('device classes not judged, tried again', () => this.watch.judge(this.clock.now()));
  }

  async #renew(): Promise<void> {
    const { signal } = this.#stopping;
    await this.clock.sleep(FIRST_TRAINING_AFTER_MS, signal);
    await this.#everyMinute('class models not renewed, tried again', () => this.models.renew(this.clock.now(), signal));
  }

  async #everyMinute(failure: string, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await work().catch((error: unknown) => this.#note(failure, error));
      await this.clock.sleep(MINUTE_MS, signal);
    }
  }

  /** What a stop breaks off is no failure. */
  #note(failure: string, error: unknown): void {
    if (!this.#stopping.signal.aborted) this.log.warn(failure, { error: messageOf(error) });
  }
}
