import { inspectCluster } from '../adapters/kafka-client/inspect-cluster.js';
import { inspectPostgres } from '../adapters/records/postgres/inspect-server.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import { inspectInflux } from '../adapters/telemetry-store/influx/inspect-influx.js';
import type { DistributedConfig } from '../config/distributed-config.js';
import type { EdgeConfig } from '../config/edge-config.js';
import { kafkaConnectionOf } from './kafka-connection.js';

/**
 * Looks at the back ends that processes share as the service would, without changing anything. Each part rejects by
 * itself, with `unavailable` when it does not answer or refuses the credentials.
 */
export function inspectBackEnds(config: DistributedConfig | EdgeConfig) {
  const influx = config.mode === 'distributed' ? config.influx : undefined;
  return {
    postgres: () => inspectPostgres(config.postgres),
    // The client tells of every attempt; the one that counts is in the error.
    kafka: () => inspectCluster(kafkaConnectionOf(config), new RecordingLog()),
    influx: influx && (() => inspectInflux(influx, influx.bucket)),
  };
}
