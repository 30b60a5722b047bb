import { messageOf } from '../domain/errors.js';
import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { TelemetrySource } from '../ports/telemetry-source.js';
import type { IngestTelemetry } from './ingest-telemetry.js';

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Keeps one source running: what it reads is ingested, and when it fails it is started again after a growing pause. */
export class RunSource implements Loop {
  readonly name: string;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly source: TelemetrySource,
    private readonly ingest: IngestTelemetry,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.name = `source ${source.name}`;
  }

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
    let pauseMs = firstPauseMs;
    const sink = async (batch: TelemetryBatch) => {
      await this.ingest.acceptBatch(batch, this.source.name);
      pauseMs = firstPauseMs;
    };
    while (!signal.aborted) {
      try {
        await this.source.run(sink, signal);
        return;
      } catch (error) {
        this.log.error('source failed', { source: this.source.name, error: messageOf(error), retryInMs: pauseMs });
        await this.clock.sleep(pauseMs, signal);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
  }
}
