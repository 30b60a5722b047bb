import type { StateReader, StateWriter } from '../../../detection/state-bytes.js';

/** One event, as its point: when it was, and an amount or a fingerprint. */
export interface CountedEvent {
  readonly at: number;
  readonly value: number;
}

/** Makes one number of the events of a minute, with a memory of earlier minutes where it needs one. */
export interface Tally {
  /** The number for a minute that is over; its events in the order of time. Minutes come in order; empty ones are left out. */
  count(events: readonly CountedEvent[]): number;
  save(writer: StateWriter): void;
  load(reader: StateReader): void;
}
