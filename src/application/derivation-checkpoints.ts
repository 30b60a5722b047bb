import { StateReader, StateWriter } from '../domain/detection/state-bytes.js';
import { DomainError } from '../domain/errors.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { Derivation } from './derivation.js';
import type { Reporting } from './store-telemetry.js';

const SNAPSHOT_NAME = 'derive';
const FORMAT_VERSION = 1;
/** After a crash at most this much is derived again. */
const SAVE_EVERY_MS = 30_000;

/**
 * Saves and loads what derivation has learned, with the offset that it has reached in each partition: its inputs lie in
 * several, so one state belongs to a set of offsets.
 */
export class DerivationCheckpoints {
  #savedAt: number;
  #saved: ReadonlyMap<number, number> = new Map();

  constructor(
    private readonly derivation: Derivation,
    private readonly snapshots: StateSnapshots,
    private readonly reporting: Omit<Reporting, 'metrics'>,
    /** Registers the series that the state names; absent where all are known. */
    private readonly loadSeries?: () => Promise<void>,
  ) {
    this.#savedAt = reporting.clock.monotonic();
  }

  /** Restores the saved state; gives the offset that it has reached by partition. Empty when none is usable, as the log says. */
  async restore(): Promise<ReadonlyMap<number, number>> {
    await this.loadSeries?.();
    try {
      const snapshot = await this.snapshots.load(SNAPSHOT_NAME);
      if (snapshot) this.#saved = this.#read(snapshot.version, snapshot.bytes);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'incompatible_data') throw error;
      this.reporting.log.error('saved state of derived series not usable, they are learned anew', {
        error: error.message,
        ...error.details,
      });
    }
    return this.#saved;
  }

  /** Whether it is time to save. */
  get isDue(): boolean {
    return this.reporting.clock.monotonic() - this.#savedAt >= SAVE_EVERY_MS;
  }

  /** Saves the state as that after these offsets, unless it is saved already; durable on resolve. */
  async save(offsets: ReadonlyMap<number, number>): Promise<void> {
    const isSaved = [...offsets].every(([partition, offset]) => this.#saved.get(partition) === offset);
    if (isSaved) return;
    const positions = new Map(offsets);
    const writer = new StateWriter();
    writer.uint32(positions.size);
    for (const [partition, offset] of positions) {
      writer.uint32(partition);
      writer.float64(offset);
    }
    writer.bytesOf(this.derivation.snapshot());
    const offset = Math.max(...positions.values());
    await this.snapshots.save(SNAPSHOT_NAME, { offset, version: FORMAT_VERSION, bytes: writer.bytes() });
    this.#saved = positions;
    this.#savedAt = this.reporting.clock.monotonic();
  }

  #read(version: number, bytes: Uint8Array): ReadonlyMap<number, number> {
    if (version !== FORMAT_VERSION) {
      throw new DomainError('incompatible_data', 'The saved state of derived series is of another version.', {
        details: { found: version, readable: FORMAT_VERSION },
      });
    }
    const reader = new StateReader(bytes);
    const offsets = new Map<number, number>();
    for (let count = reader.uint32(); count > 0; count -= 1) offsets.set(reader.uint32(), reader.float64());
    this.derivation.restore(bytes.subarray(4 + offsets.size * 12));
    return offsets;
  }
}
