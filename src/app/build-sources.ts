import { hostname } from 'node:os';
import { hostProbes } from '../adapters/telemetry-sources/host/host-probes.js';
import { HostSource } from '../adapters/telemetry-sources/host/host-source.js';
import { TwinSource } from '../adapters/telemetry-sources/twin/twin-source.js';
import type { IngestTelemetry } from '../application/ingest-telemetry.js';
import { RunSource } from '../application/run-source.js';
import type { Config } from '../config/config.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { TwinSession } from '../domain/twin/twin-session.js';
import type { Loop } from '../ports/loop.js';
import type { TelemetrySource } from '../ports/telemetry-source.js';
import type { BackEnds } from './embedded-back-ends.js';
import type { Kit } from './kit.js';
import { selfProbe } from './self-probe.js';

interface SourceParts {
  readonly config: Config;
  readonly kit: Kit;
  readonly backEnds: BackEnds;
  readonly registry: SeriesRegistry;
  readonly twinSession: TwinSession;
  readonly ingest: IngestTelemetry;
}

/** The sources that are switched on, each kept running. */
export function buildSources({ config, kit, backEnds, registry, twinSession, ingest }: SourceParts): readonly Loop[] {
  const { clock, log } = kit;
  const probes = [...hostProbes(), selfProbe(kit.metrics)];
  const host = { assetId: config.host.assetId ?? hostname(), intervalMs: config.host.intervalMs, probes };
  const sources: readonly TelemetrySource[] = [
    ...(config.twin.enabled ? [new TwinSource(twinSession, registry, backEnds.snapshots, clock, log)] : []),
    ...(config.host.enabled ? [new HostSource(registry, clock, log, host)] : []),
  ];
  return sources.map((source) => new RunSource(source, ingest, clock, log));
}
