import { Buckets } from './buckets.js';
import { InfluxHttp, type InfluxServer } from './influx-http.js';

export interface InfluxState {
  readonly version: string;
  /** Whether the bucket is there; it is made at the first start. */
  readonly isUsed: boolean;
}

/**
 * Looks at a server without changing anything. Rejects with `unavailable` when it does not answer, refuses the token or
 * shows it no such organisation.
 */
export async function inspectInflux(server: InfluxServer, bucket: string): Promise<InfluxState> {
  const http = new InfluxHttp(server);
  const health = JSON.parse(await http.demand({ method: 'GET', path: '/health', timeoutMs: 5_000 })) as unknown;
  return { version: versionOf(health), isUsed: await new Buckets(http, bucket).exists() };
}

function versionOf(health: unknown): string {
  return typeof health === 'object' && health !== null && 'version' in health ? String(health.version) : 'unknown';
}
