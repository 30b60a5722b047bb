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
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { TelemetrySource } from '../ports/telemetry-source.js';
import type { Kit } from './kit.js';
import { selfProbe } from './self-probe.js';

interface TwinParts {
  readonly kit: Kit;
  readonly snapshots: StateSnapshots;
  readonly registry: SeriesRegistry;
  readonly twinSession: TwinSession;
}

interface HostParts {
  readonly config: Config;
  readonly kit: Kit;
  readonly registry: SeriesRegistry;
}

/** The digital twin as a source. */
export function buildTwinSource({ kit, snapshots, registry, twinSession }: TwinParts): TelemetrySource {
  return new TwinSource(twinSession, registry, snapshots, kit.clock, kit.log);
}

/** The sensors of this machine as a source. */
export function buildHostSource({ config, kit: { clock, log, metrics }, registry }: HostParts): TelemetrySource {
  const { assetId = hostname(), intervalMs } = config.host;
  return new HostSource(registry, clock, log, { assetId, intervalMs, probes: [...hostProbes(), selfProbe(metrics)] });
}

/** The sources that are switched on, each kept running. */
export function buildSources(parts: TwinParts & HostParts & { readonly ingest: IngestTelemetry }): readonly Loop[] {
  const { config, kit, ingest } = parts;
  const sources = [
    ...(config.twin.enabled ? [buildTwinSource(parts)] : []),
    ...(config.host.enabled ? [buildHostSource(parts)] : []),
  ];
  return sources.map((source) => new RunSource(source, ingest, kit.clock, kit.log));
}
