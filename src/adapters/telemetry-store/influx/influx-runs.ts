import { DomainError } from '../../../domain/errors.js';
import { ServerRuns } from '../../../ports/server-runs.js';
import type { Buckets } from './buckets.js';
import type { InfluxHttp } from './influx-http.js';
import type { ServerWatch } from './server-watch.js';

/** No file is newer, so a backup from here on holds none. */
const afterEverything = '2200-01-01T00:00:00Z';

/**
 * The runs of an InfluxDB, named by their starts. InfluxDB 2.7.12 goes on in a torn segment of a shard's log at the
 * wrong place, and its next start drops what lies behind. A backup of the shard, even an empty one, makes the server
 * close that segment and write the rows of it to their final files; later segments have no tear. So one round over all
 * shards secures a run for good. That needs a token that may do backups: the operator's.
 */
export class InfluxRuns extends ServerRuns {
  #secured: number | undefined;
  #securing: Promise<void> | undefined;

  constructor(
    private readonly http: InfluxHttp,
    private readonly watch: ServerWatch,
    private readonly buckets: Buckets,
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
    this.#securing ??= this.#secure(run).finally(() => (this.#securing = undefined));
    await this.#securing;
    if (run !== this.#secured) {
      const message = `InfluxDB at ${this.http.server.url} has started anew while its shards were being secured.`;
      throw new DomainError('unavailable', message, { retriable: true });
    }
    return run;
  }

  async #secure(run: number): Promise<void> {
    const query = { since: afterEverything };
    for (const shard of await this.#shards()) {
      const request = { method: 'GET', path: `/api/v2/backup/shards/${shard}`, query } as const;
      const { status, text } = await this.http.send(request);
      // Not found: it has expired since, and its rows with it.
      if (status >= 300 && status !== 404) throw this.http.refused(request, status, text);
    }
    if ((await this.watch.demandLook()) === run) this.#secured = run;
  }

  /** Ids of the shards of the store's buckets. Only the server's own metrics name them at little cost. */
  async #shards(): Promise<readonly string[]> {
    const text = await this.http.demand({ method: 'GET', path: '/metrics' });
    const ids = new Set(this.buckets.ids);
    return [...text.matchAll(/^storage_wal_size\{bucket="([^"]*)".*?,id="(\d+)"/gm)].flatMap(
      ([, bucket = '', shard = '']) => (ids.has(bucket) ? [shard] : []),
    );
  }
}
