import type { DecodeTelemetry } from '../application/decode-telemetry.js';
import { HoldLease } from '../application/hold-lease.js';
import type { IngestTelemetry } from '../application/ingest-telemetry.js';
import { ReceiveTopics } from '../application/receive-topics.js';
import { RunSource } from '../application/run-source.js';
import type { DistributedConfig } from '../config/distributed-config.js';
import type { TwinSession } from '../domain/twin/twin-session.js';
import type { Loop } from '../ports/loop.js';
import { buildHostSource, buildTwinSource } from './build-sources.js';
import type { DistributedBackEnds } from './distributed-back-ends.js';
import type { Kit } from './kit.js';

interface DistributedSourceParts {
  readonly config: DistributedConfig;
  readonly kit: Kit;
  readonly backEnds: DistributedBackEnds;
  readonly decode: DecodeTelemetry;
  readonly ingest: IngestTelemetry;
  readonly twinSession: TwinSession;
  readonly processId: string;
}

/** Role `ingest`: topics of Kafka in every process, the sensors of its machine, and the twin in one of them. */
export function buildDistributedSources(parts: DistributedSourceParts): readonly Loop[] {
  const { config, kit, backEnds, decode, ingest, twinSession, processId } = parts;
  const { intakeRegistry: registry, snapshots, leases, topics } = backEnds;
  const { clock, log } = kit;
  const formats = Object.fromEntries(config.kafka.topics.map(({ topic, format = 'auto' }) => [topic, format]));
  const makeTwin = () => new RunSource(buildTwinSource({ kit, snapshots, registry, twinSession }), ingest, clock, log);
  return [
    ...(topics ? [new ReceiveTopics(topics, decode, ingest, formats, kit)] : []),
    ...(config.twin.enabled ? [new HoldLease({ name: 'twin', holder: processId }, makeTwin, leases, kit)] : []),
    ...(config.host.enabled ? [new RunSource(buildHostSource({ config, kit, registry }), ingest, clock, log)] : []),
  ];
}
