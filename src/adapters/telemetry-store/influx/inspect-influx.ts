import { DomainError } from '../../../domain/errors.js';
import { Buckets } from './buckets.js';
import { InfluxHttp, type InfluxServer } from './influx-http.js';
import { backUpNothing, isRefusal } from './shard-backups.js';

export interface InfluxState {
  readonly version: string;
  /** Whether the bucket is there; it is made at the first start. */
  readonly isUsed: boolean;
  /** Whether the token may secure what the server has acknowledged; see `InfluxRuns`. */
  readonly maySecure: boolean;
}

/** Rights are looked at before the shard is looked for, so that one that never is will do. */
const anyShard = '0';

/**
 * Looks at a server without changing anything. Rejects with `unavailable` when it does not answer, refuses the token or
 * shows it no such organisation.
 */
export async function inspectInflux(server: InfluxServer, bucket: string): Promise<InfluxState> {
  const http = new InfluxHttp(server);
  const health = JSON.parse(await http.demand({ method: 'GET', path: '/health', timeoutMs: 5_000 })) as unknown;
  const isUsed = await new Buckets(http, bucket).exists();
  return { version: versionOf(health), isUsed, maySecure: await maySecure(http) };
}

async function maySecure(http: InfluxHttp): Promise<boolean> {
  try {
    await backUpNothing(http, anyShard);
    return true;
  } catch (error) {
    if (error instanceof DomainError && isRefusal(error)) return false;
    throw error;
  }
}

function versionOf(health: unknown): string {
  return typeof health === 'object' && health !== null && 'version' in health ? String(health.version) : 'unknown';
}
