import type { CountedEvent, Tally } from './tally.js';

/** How many different ones: the users that one source has tried. */
export class Distinct implements Tally {
  count(events: readonly CountedEvent[]): number {
    return new Set(events.map(({ value }) => value)).size;
  }

  save(): void {
    // Nothing is remembered.
  }

  load(): void {
    // Nothing was saved.
  }
}
