import type { DomainError } from '../../../domain/errors.js';
import type { InfluxHttp } from './influx-http.js';

/** No file is newer, so a backup from here on holds none. */
const afterEverything = '2200-01-01T00:00:00Z';

/** Ids of the shards of these buckets. Only the server's own metrics name them at little cost. */
export async function shardsOf(http: InfluxHttp, bucketIds: readonly string[]): Promise<readonly string[]> {
  const text = await http.demand({ method: 'GET', path: '/metrics' });
  const ids = new Set(bucketIds);
  return [...text.matchAll(/^storage_wal_size\{bucket="([^"]*)".*?,id="(\d+)"/gm)].flatMap(
    ([, bucket = '', shard = '']) => (ids.has(bucket) ? [shard] : []),
  );
}

/** Asks for a backup of the shard that holds no file. Rejects as `demand`, except for a shard that is not there. */
export async function backUpNothing(http: InfluxHttp, shard: string): Promise<void> {
  const query = { since: afterEverything };
  const request = { method: 'GET', path: `/api/v2/backup/shards/${shard}`, query } as const;
  const { status, text } = await http.send(request);
  // Not found: it has expired since, and its rows with it.
  if (status >= 300 && status !== 404) throw http.refused(request, status, text);
}

/** Whether the server works and does not want this from the token's owner, now or later. */
export function isRefusal({ code, retriable }: DomainError): boolean {
  return code === 'unavailable' && !retriable;
}
