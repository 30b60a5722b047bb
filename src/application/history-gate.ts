import type { AlertNotice } from '../domain/alerting/alert-notice.js';
import { type IncidentNotice, noteOf } from '../domain/alerting/incidents/incident-notice.js';
import type { Clock } from '../ports/clock.js';

/** Event time older than this, seen from the wall clock, may be history: a backfill, a replay, a backlog after an outage. */
const STALE_AFTER_MS = 3_600_000;
/** How long old trouble that still goes on is held, to see whether its end is only a few batches away. */
const SETTLE_MS = 120_000;

/** What a notice says of the alert or incident that it is about. */
interface Episode {
  readonly step: 'start' | 'change' | 'end';
  /** Event time at which it was first known of; undefined: never, so it is not old. */
  readonly beganAt: number | undefined;
  /** Event time of its end, where the notice knows that. */
  readonly endedAt: number | undefined;
  /** Whether it is quiet and will have ended unless it flares up again. */
  readonly isEnding: boolean;
}

export interface SortedChanges<Notice> {
  readonly tell: readonly Notice[];
  /** Episodes that were over long ago and of which nothing has been told: nobody needs to hear of them. */
  readonly skip: readonly Notice[];
  /** Neither yet. */
  readonly held: readonly Notice[];
}

/**
 * Keeps old trouble from waking people: an episode whose start and end both lie in the past is only recorded. One that
 * is still going on is told, however old, and so, at once, are changes and the end of one whose start has been told.
 */
export class HistoryGate<Notice extends { readonly id: string }> {
  readonly #firstSeenAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly episodeOf: (notice: Notice) => Episode,
  ) {}

  /** Sorts the untold changes, oldest first. */
  sort(untold: readonly Notice[]): SortedChanges<Notice> {
    const staleBefore = this.clock.now() - STALE_AFTER_MS;
    const episodes = untold.map((notice) => ({ ...this.episodeOf(notice), id: notice.id }));
    const unheard = new Set(episodes.filter(({ step }) => step === 'start').map(({ id }) => id));
    const over = new Set(
      episodes
        .filter(({ id, endedAt }) => endedAt !== undefined && endedAt < staleBefore && unheard.has(id))
        .map(({ id }) => id),
    );
    const ended = new Set(episodes.filter(({ step }) => step === 'end').map(({ id }) => id));
    const held = new Set(
      episodes
        .filter(
          ({ id, beganAt = Infinity, isEnding }) =>
            unheard.has(id) && beganAt < staleBefore && !ended.has(id) && (this.#isSettling(id) || isEnding),
        )
        .map(({ id }) => id),
    );
    this.#forgetAllBut(untold);
    return {
      tell: untold.filter(({ id }) => !over.has(id) && !held.has(id)),
      skip: untold.filter(({ id }) => over.has(id)),
      held: untold.filter(({ id }) => held.has(id)),
    };
  }

  #isSettling(id: string): boolean {
    const now = this.clock.monotonic();
    const seenAt = this.#firstSeenAt.get(id) ?? now;
    this.#firstSeenAt.set(id, seenAt);
    return now - seenAt < SETTLE_MS;
  }

  #forgetAllBut(untold: readonly Notice[]): void {
    const ids = new Set(untold.map(({ id }) => id));
    for (const id of this.#firstSeenAt.keys()) if (!ids.has(id)) this.#firstSeenAt.delete(id);
  }
}

export function alertEpisode({ state, escalatedFrom, firedAt, resolvedAt }: AlertNotice): Episode {
  const step = state === 'resolved' ? 'end' : escalatedFrom === undefined ? 'start' : 'change';
  return { step, beganAt: firedAt, endedAt: resolvedAt, isEnding: false };
}

/** An incident that became part of another one has ended: what was not told of it is told there. */
export function incidentEpisode(notice: IncidentNotice): Episode {
  const { kind, at } = noteOf(notice);
  const step = kind === 'opened' ? 'start' : notice.state === 'open' ? 'change' : 'end';
  return {
    step,
    beganAt: notice.notes[0]?.at,
    endedAt: step === 'end' ? at : undefined,
    isEnding: notice.quietAt !== undefined,
  };
}
