import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import type { Clock } from '../ports/clock.js';

/** Event time older than this, seen from the wall clock, may be history: a backfill, a replay, a backlog after an outage. */
const STALE_AFTER_MS = 3_600_000;
/** How long an old alert that still fires is held, to see whether its end is only a few batches away. */
const SETTLE_MS = 120_000;

export interface SortedChanges {
  readonly tell: readonly AlertNotice[];
  /** Episodes that were over long ago and of which nothing has been told: nobody needs to hear of them. */
  readonly skip: readonly AlertNotice[];
  /** Neither yet. */
  readonly held: readonly AlertNotice[];
}

/**
 * Keeps old alerts from waking people: an episode whose start and end both lie in the past is only recorded. One that
 * is still going on is told, however old, and so is the end of one whose start has been told.
 */
export class HistoryGate {
  readonly #firstSeenAt = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Sorts the untold changes, oldest first. */
  sort(untold: readonly AlertNotice[]): SortedChanges {
    const staleBefore = this.clock.now() - STALE_AFTER_MS;
    const starts = untold.filter(({ state, escalatedFrom }) => state === 'firing' && escalatedFrom === undefined);
    const unheard = new Set(starts.map(({ id }) => id));
    const over = new Set(
      untold
        .filter(({ id, resolvedAt }) => resolvedAt !== undefined && resolvedAt < staleBefore && unheard.has(id))
        .map(({ id }) => id),
    );
    const ended = new Set(untold.filter(({ state }) => state === 'resolved').map(({ id }) => id));
    const held = untold.filter(({ id, firedAt = Infinity }) => {
      return firedAt < staleBefore && !ended.has(id) && this.#isSettling(id);
    });
    this.#forgetAllBut(untold);
    const heldIds = new Set(held.map(({ id }) => id));
    return {
      tell: untold.filter(({ id }) => !over.has(id) && !heldIds.has(id)),
      skip: untold.filter(({ id }) => over.has(id)),
      held,
    };
  }

  #isSettling(id: string): boolean {
    const now = this.clock.monotonic();
    const seenAt = this.#firstSeenAt.get(id) ?? now;
    this.#firstSeenAt.set(id, seenAt);
    return now - seenAt < SETTLE_MS;
  }

  #forgetAllBut(untold: readonly AlertNotice[]): void {
    const ids = new Set(untold.map(({ id }) => id));
    for (const id of this.#firstSeenAt.keys()) if (!ids.has(id)) this.#firstSeenAt.delete(id);
  }
}
