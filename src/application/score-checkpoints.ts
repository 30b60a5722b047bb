import type { SeriesWatch } from '../domain/alerting/series-watch.js';
import { DomainError } from '../domain/errors.js';
import type { StateSnapshot, StateSnapshots } from '../ports/state-snapshots.js';
import type { Reporting } from './store-telemetry.js';

const FORMAT_VERSION = 2;

export interface CheckpointSettings {
  /** State is saved after this many points ... */
  readonly everyPoints: number;
  /** ... or this long after the last time, whichever comes first. After a crash this much is scored again. */
  readonly everyMs: number;
}

const defaultCheckpointSettings: CheckpointSettings = { everyPoints: 2_000_000, everyMs: 30_000 };

/** Saves and loads the state of scoring a partition together with the bus offset it belongs to. */
export class ScoreCheckpoints {
  #savedAt: number;
  #pointsSince = 0;
  #isHastened = false;

  constructor(
    private readonly partition: number,
    private readonly snapshots: StateSnapshots,
    private readonly watch: SeriesWatch,
    private readonly reporting: Omit<Reporting, 'metrics'>,
    private readonly settings: CheckpointSettings = defaultCheckpointSettings,
  ) {
    this.#savedAt = reporting.clock.monotonic();
  }

  /**
   * Restores the saved state and returns its offset. Undefined when there is none, or none that this version can read:
   * detectors then warm up again, which the log says.
   */
  async restore(): Promise<number | undefined> {
    try {
      const snapshot = await this.snapshots.load(this.#name);
      if (!snapshot) return undefined;
      if (snapshot.version !== FORMAT_VERSION) {
        throw new DomainError('incompatible_data', 'The saved scoring state is of another version.', {
          details: { found: snapshot.version, readable: FORMAT_VERSION },
        });
      }
      this.watch.restore(snapshot.bytes);
      return snapshot.offset;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'incompatible_data') throw error;
      this.reporting.log.error('saved scoring state not usable, detectors warm up again', {
        partition: this.partition,
        error: error.message,
        ...error.details,
      });
      return undefined;
    }
  }

  /** Counts points that the state has taken in since. */
  took(points: number): void {
    this.#pointsSince += points;
  }

  /** The state holds what nobody wants to see done twice: it is due at the next occasion. */
  hasten(): void {
    this.#isHastened = true;
  }

  get isDue(): boolean {
    if (this.#isHastened) return true;
    if (this.#pointsSince === 0) return false;
    return (
      this.#pointsSince >= this.settings.everyPoints ||
      this.reporting.clock.monotonic() - this.#savedAt >= this.settings.everyMs
    );
  }

  /** The state now, as that after the batch at `offset`. */
  take(offset: number): StateSnapshot {
    return { offset, version: FORMAT_VERSION, bytes: this.watch.snapshot() };
  }

  /** Saves a state that was taken; durable on resolve. The next `restore`, in whichever process, finds it. */
  async save(state: StateSnapshot): Promise<void> {
    await this.snapshots.save(this.#name, state);
    this.#savedAt = this.reporting.clock.monotonic();
    this.#pointsSince = 0;
    this.#isHastened = false;
  }

  get #name(): string {
    return `score-${this.partition}`;
  }
}
