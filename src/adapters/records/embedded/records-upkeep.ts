import { messageOf } from '../../../domain/errors.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { Loop } from '../../../ports/loop.js';
import type { EmbeddedRecords } from './embedded-records.js';

/** Looks after the embedded records every `intervalMs`; after a failure it tries again at the next time. */
export class RecordsUpkeep implements Loop {
  readonly name = 'records-upkeep';
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly records: Pick<EmbeddedRecords, 'maintain'>,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly settings: { readonly intervalMs: number },
  ) {}

  start(): Promise<void> {
    this.#running = this.#run(this.#stopping.signal);
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.clock.sleep(this.settings.intervalMs, signal);
      if (signal.aborted) return;
      try {
        await this.records.maintain();
      } catch (error) {
        this.log.warn('records upkeep failed', { error: messageOf(error) });
      }
    }
  }
}
