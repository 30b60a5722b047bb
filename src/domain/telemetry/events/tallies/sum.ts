import type { CountedEvent, Tally } from './tally.js';

/** How many, or how much. */
export class Sum implements Tally {
  count(events: readonly CountedEvent[]): number {
    return events.reduce((sum, { value }) => sum + value, 0);
  }

  save(): void {
    // Nothing is remembered.
  }

  load(): void {
    // Nothing was saved.
  }
}
