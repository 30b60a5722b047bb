/** Keeps the latest state of a stateful consumer together with the bus offset it belongs to. */
export interface StateSnapshot {
  readonly offset: number;
  /** Version of the byte format; a reader refuses what it does not know. */
  readonly version: number;
  readonly bytes: Uint8Array;
}

export abstract class StateSnapshots {
  /** Replaces the snapshot atomically: after a crash either the old or the new one is read, never a mixture. */
  abstract save(name: string, snapshot: StateSnapshot): Promise<void>;
  /** Undefined when none was saved. A damaged one is `incompatible_data`. */
  abstract load(name: string): Promise<StateSnapshot | undefined>;
  /** Nothing happens when none was saved. */
  abstract delete(name: string): Promise<void>;
}
