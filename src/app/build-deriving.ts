import { Derivation } from '../application/derivation.js';
import { DerivationCheckpoints } from '../application/derivation-checkpoints.js';
import { DeriveTelemetry } from '../application/derive-telemetry.js';
import type { IngestTelemetry } from '../application/ingest-telemetry.js';
import { PublishDerived } from '../application/publish-derived.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import { residualsOf } from '../domain/detection/residuals/catalogue.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { Loop } from '../ports/loop.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { TelemetryBus } from '../ports/telemetry-bus.js';
import type { Kit } from './kit.js';

interface DerivingParts {
  readonly kit: Kit;
  readonly bus: TelemetryBus;
  readonly snapshots: StateSnapshots;
  /** With the ids of delivered batches. */
  readonly registry: SeriesRegistry;
  /** Of intake, for derived series; the same one where ids mean the same. */
  readonly intakeRegistry: SeriesRegistry;
  readonly ingest: IngestTelemetry;
  /** Registers what other processes have brought up since; absent where there are none. */
  readonly loadSeries?: () => Promise<void>;
  /** The site as it is now. */
  readonly model: () => SiteModel;
}

/** Makes the loop that computes series from others: once in embedded mode, for each term of the lease in distributed mode. */
export function derivingMaker(parts: DerivingParts): () => Loop {
  const { kit, bus, snapshots, registry, intakeRegistry, ingest, model, loadSeries } = parts;
  return () => {
    const derivation = new Derivation(registry, model, residualsOf);
    const checkpoints = new DerivationCheckpoints(derivation, snapshots, kit, loadSeries);
    const outlet = new PublishDerived(intakeRegistry, ingest, kit);
    return new DeriveTelemetry(bus, derivation, checkpoints, outlet, kit.metrics);
  };
}
