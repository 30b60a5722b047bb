import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { RecordingMetrics } from '../../src/adapters/system/recording-metrics.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import {
  type InfluxStoreOptions,
  InfluxTelemetryStore,
} from '../../src/adapters/telemetry-store/influx/influx-telemetry-store.js';
import type { SeriesIdentity } from '../../src/domain/telemetry/series.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import type { Clock } from '../../src/ports/clock.js';
import type { InfluxTestServer } from '../servers/influx.js';

const origin = { unit: 'Cel', source: 'twin', simulated: true };

/** A registry in which the series have the ids 1, 2, ... */
export function registryOf(series: readonly SeriesIdentity[]): SeriesRegistry {
  const registry = new SeriesRegistry();
  for (const identity of series) registry.intern(identity, origin);
  return registry;
}

/** So many series, four metrics of each asset. */
export function fleet(size: number): SeriesIdentity[] {
  const metrics = ['hw.temperature', 'hw.power', 'hw.fan.speed', 'system.cpu.utilization'];
  return Array.from({ length: size }, (_, index) => ({
    assetId: `srv-${Math.floor(index / metrics.length)}`,
    metric: metrics[index % metrics.length]!,
    component: index % 3 === 0 ? '' : `part-${index % 3}`,
  }));
}

let stores = 0;

/** A bucket name that no other store of this run has. */
export function freshBucket(): string {
  stores += 1;
  return `plenum_${process.pid}_${stores}`;
}

export interface OpenedStore {
  readonly store: InfluxTelemetryStore;
  readonly metrics: RecordingMetrics;
  readonly log: RecordingLog;
  readonly bucket: string;
}

/** A store on the server, in a bucket of its own unless one is named. Real clock unless another is given. */
export async function openStore(
  server: Pick<InfluxTestServer, 'url' | 'org' | 'token'>,
  registry: SeriesRegistry,
  {
    clock = new SystemClock(),
    bucket = freshBucket(),
    ...options
  }: { clock?: Clock } & Partial<InfluxStoreOptions> = {},
): Promise<OpenedStore> {
  const metrics = new RecordingMetrics();
  const log = new RecordingLog();
  const { url, org, token } = server;
  const store = await InfluxTelemetryStore.open(
    { server: { url, org, token }, bucket, ...options },
    { registry, clock, metrics, log },
  );
  return { store, metrics, log, bucket };
}
