import type { TwinState } from '../../../domain/twin/twin-state.js';
import { DomainError } from '../../../domain/errors.js';
import type { StateSnapshots } from '../../../ports/state-snapshots.js';

const name = 'twin';
const version = 1;

export async function saveTwin(snapshots: StateSnapshots, state: TwinState): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  await snapshots.save(name, { offset: 0, version, bytes });
}

/** Undefined at the first start. `incompatible_data` for a format of another version. */
export async function loadTwin(snapshots: StateSnapshots): Promise<TwinState | undefined> {
  const snapshot = await snapshots.load(name);
  if (!snapshot) return undefined;
  if (snapshot.version !== version) {
    throw new DomainError(
      'incompatible_data',
      `The saved state of the twin has version ${snapshot.version}, this program reads ${version}. ` +
        'Start the program that wrote it, or another data folder.',
    );
  }
  // The snapshot's checksum vouches for the bytes, its version for the shape.
  return JSON.parse(new TextDecoder().decode(snapshot.bytes)) as TwinState;
}
