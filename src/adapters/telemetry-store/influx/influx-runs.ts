import { DomainError, messageOf } from '../../../domain/errors.js';
import type { Log } from '../../../ports/log.js';
import { ServerRuns } from '../../../ports/server-runs.js';
import type { Buckets } from './buckets.js';
import type { InfluxHttp } from './influx-http.js';
import type { ServerWatch } from './server-watch.js';
import { backUpNothing, isRefusal, shardsOf } from './shard-backups.js';

/**
 * The runs of an InfluxDB, named by their starts. InfluxDB 2.7.12 goes on in a torn segment of a shard's log at the
 * wrong place, and its next start drops what lies behind. A backup of the shard, even an empty one, makes the server
 * close that segment and write the rows of it to their final files; later segments have no tear. So one round over all
 * shards secures a run for good. That needs a token that may do backups: the operator's.
 */
export class InfluxRuns extends ServerRuns {
  #secured: number | undefined;
  /** The run in which the server has refused, and why: it is not asked again before the next. */
  #refused: { readonly run: number; readonly error: DomainError } | undefined;
  #securing: Promise<void> | undefined;

  constructor(
    private readonly http: InfluxHttp,
    private readonly watch: ServerWatch,
    private readonly buckets: Buckets,
    private readonly log: Log,
  ) {
    super();
  }

  override get current(): number {
    const { startMs } = this.watch;
    if (startMs === undefined) throw new Error('BUG: the server has not been looked at yet');
    return startMs;
  }

  override onRestart(listener: () => void): () => void {
    return this.watch.onRestart(listener);
  }

  override async secure(): Promise<number> {
    const run = await this.watch.demandLook();
    if (run === this.#secured) return run;
    if (run === this.#refused?.run) throw this.#refused.error;
    this.#securing ??= this.#secure(run).finally(() => (this.#securing = undefined));
    await this.#securing;
    if (run !== this.#secured) {
      const message = `InfluxDB at ${this.http.server.url} has started anew while its shards were being secured.`;
      throw new DomainError('unavailable', message, { retriable: true });
    }
    return run;
  }

  async #secure(run: number): Promise<void> {
    try {
      for (const shard of await shardsOf(this.http, this.buckets.ids)) await backUpNothing(this.http, shard);
    } catch (error) {
      if (error instanceof DomainError && isRefusal(error)) this.#takeRefusal(run, error);
      throw error;
    }
    if ((await this.watch.demandLook()) === run) this.#secured = run;
  }

  #takeRefusal(run: number, error: DomainError): void {
    this.#refused = { run, error };
    const costs = 'its next restart repeats all that kafka holds and rolls up all raw hours again';
    this.log.warn('influxdb may not be secured with this token', { costs, error: messageOf(error) });
  }
}
