import { RewindPoint } from '../application/rewind-point.js';
import type { Reporting } from '../application/store-telemetry.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';

interface RewindParts {
  readonly store: TelemetryStore;
  readonly snapshots: StateSnapshots;
  readonly kit: Reporting;
}

/** What makes the rewind point of a partition for a group; undefined for a store that loses nothing when it starts anew. */
export function rewindPointsOf(
  group: 'store' | 'score',
  { store, snapshots, kit }: RewindParts,
): ((partition: number) => RewindPoint) | undefined {
  const { runs } = store;
  return runs && ((partition) => new RewindPoint(`${group}-${partition}-rewind`, runs, snapshots, kit));
}
