import type { EmbeddedRecords } from '../adapters/records/embedded/embedded-records.js';
import { messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';

const everyMs = 300_000;

/** Does for the embedded records what a PostgreSQL server does by itself in the background. */
export class MaintainRecords implements Loop {
  readonly name = 'maintain records';
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly records: EmbeddedRecords,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): Promise<void> {
    this.#running = this.#run();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    for (;;) {
      await this.clock.sleep(everyMs, signal);
      if (signal.aborted) return;
      await this.records.maintain().catch((error: unknown) => {
        this.log.warn('records maintenance failed, tried again at the next turn', { error: messageOf(error) });
      });
    }
  }
}
