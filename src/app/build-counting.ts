import { CountEvents, usualCounting } from '../application/count-events.js';
import type { CountOutlet } from '../application/count-lane.js';
import type { IngestTelemetry } from '../application/ingest-telemetry.js';
import type { Config } from '../config/config.js';
import type { Loop } from '../ports/loop.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { TelemetryBus } from '../ports/telemetry-bus.js';
import type { Kit } from './kit.js';

interface CountingParts extends Omit<CountOutlet, 'publish'> {
  readonly config: Config;
  readonly kit: Kit;
  readonly backEnds: { readonly bus: TelemetryBus; readonly snapshots: StateSnapshots };
  readonly ingest: IngestTelemetry;
}

/** The loop that turns events into series of counts. */
export function buildCounting({ config, kit, backEnds, ingest, ...registries }: CountingParts): Loop {
  const publish: CountOutlet['publish'] = (batch) => ingest.acceptBatch(batch, 'events');
  const settings = { ...usualCounting, latenessMs: config.events.latenessMs };
  return new CountEvents(backEnds.bus, { ...registries, publish }, backEnds.snapshots, kit, settings);
}
