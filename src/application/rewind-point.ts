import { DomainError, messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { ServerRuns } from '../ports/server-runs.js';
import type { StateSnapshot, StateSnapshots } from '../ports/state-snapshots.js';

const formatVersion = 1;
/** Run (float64) and version of the state (uint32), before the bytes of the state. Little-endian. */
const headerBytes = 12;
/** A restart costs this much work again, and what came in until it was noticed. */
const moveEveryMs = 60_000;

/** Where a partition stands: the last offset that its group has done with, and the state that goes with it. */
export type Standpoint = StateSnapshot;

/**
 * Where a group begins again in one partition when the store's server has started anew. It outlives this process and
 * names the run in which it was good: in that run everything appended after it may be lost, everything before it is safe.
 */
export class RewindPoint {
  /** The run that the kept point names; undefined while none is kept. */
  #run: number | undefined;
  /** A point that was gone back to, and the run that it is to name from the first work done after it on. */
  #goneBackTo: { readonly standpoint: Standpoint; readonly run: number } | undefined;
  #nextMoveMs = 0;

  constructor(
    private readonly name: string,
    private readonly runs: ServerRuns,
    private readonly snapshots: StateSnapshots,
    private readonly reporting: { readonly clock: Clock; readonly log: Log },
  ) {}

  /** Where to begin, when the server has started anew since the point was kept; undefined when nothing is to be repeated. */
  async open(): Promise<Standpoint | undefined> {
    const run = this.runs.current;
    const kept = await this.#load();
    this.#run = kept?.run;
    this.#nextMoveMs = this.reporting.clock.monotonic();
    this.#goneBackTo = undefined;
    if (!kept || kept.run === run) {
      this.#nextMoveMs += moveEveryMs;
      return undefined;
    }
    const { standpoint } = kept;
    this.#goneBackTo = { standpoint, run };
    const { offset } = standpoint;
    this.reporting.log.warn('the store has started anew, a partition is written again', { name: this.name, offset });
    return standpoint;
  }

  /** Must be awaited before the first append after `open`: keeps where the partition stands, when nothing is kept yet. */
  async provide(standpoint: () => Standpoint): Promise<void> {
    if (this.#run === undefined) await this.#keep(standpoint(), this.runs.current);
  }

  /**
   * States that everything up to here is appended, and that any later start goes on from here. Once a minute the point moves
   * up to here, if the server can promise so much; when it cannot, or has started anew, the point stays. Never rejects.
   */
  async advance(standpoint: Standpoint): Promise<void> {
    const { clock, log } = this.reporting;
    if (clock.monotonic() < this.#nextMoveMs) return;
    this.#nextMoveMs = clock.monotonic() + moveEveryMs;
    try {
      await this.#move(standpoint);
    } catch (error) {
      // What a store refuses for good it says by itself, once and not for each partition.
      const isRefusal = error instanceof DomainError && error.code === 'unavailable' && !error.retriable;
      log[isRefusal ? 'debug' : 'warn']('rewind point not moved, a restart of the store would repeat more', {
        name: this.name,
        error: messageOf(error),
      });
    }
  }

  async #move(standpoint: Standpoint): Promise<void> {
    const back = this.#goneBackTo;
    if (back) {
      await this.#keep(back.standpoint, back.run);
      this.#goneBackTo = undefined;
      return;
    }
    const run = await this.runs.secure();
    if (run === this.#run) await this.#keep(standpoint, run);
  }

  async #keep({ offset, version, bytes }: Standpoint, run: number): Promise<void> {
    const kept = new Uint8Array(headerBytes + bytes.length);
    const header = new DataView(kept.buffer);
    header.setFloat64(0, run, true);
    header.setUint32(8, version, true);
    kept.set(bytes, headerBytes);
    await this.snapshots.save(this.name, { offset, version: formatVersion, bytes: kept });
    this.#run = run;
  }

  async #load(): Promise<{ run: number; standpoint: Standpoint } | undefined> {
    const kept = await this.snapshots.load(this.name);
    if (kept?.version !== formatVersion) return undefined;
    const header = new DataView(kept.bytes.buffer, kept.bytes.byteOffset, headerBytes);
    const standpoint = {
      offset: kept.offset,
      version: header.getUint32(8, true),
      bytes: kept.bytes.slice(headerBytes),
    };
    return { run: header.getFloat64(0, true), standpoint };
  }
}
