import type { MaintenanceWindow } from '../domain/alerting/quiet/maintenance-window.js';
import type { QuietTimesSet } from '../domain/alerting/quiet/quiet-book.js';
import type { Silence } from '../domain/alerting/quiet/silence.js';

export interface QuietTimesQuery {
  /** Now, epoch ms. */
  readonly at: number;
  /** Those that are over by then, or the others; undefined: all. */
  readonly isOver?: boolean | undefined;
  /** Keyset of the page: those that start before this one (or at the same time with a lower id). */
  readonly before?: { readonly startsAt: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** The silences and maintenance windows that operators have asked for. What is over stays on record. */
export abstract class QuietTimes {
  /** Durable on resolve. Rejects with `conflict` when the id is taken. */
  abstract addSilence(silence: Silence): Promise<void>;
  /** As `addSilence`. */
  abstract addMaintenance(window: MaintenanceWindow): Promise<void>;
  /**
   * Ends a silence at this time unless it is over by then; one that has not begun never does. Durable on resolve. Returns
   * it as it stands; undefined when there is none.
   */
  abstract endSilence(id: string, at: number): Promise<Silence | undefined>;
  /** As `endSilence`; a window that comes again comes no more. */
  abstract endMaintenance(id: string, at: number): Promise<MaintenanceWindow | undefined>;
  abstract findSilence(id: string): Promise<Silence | undefined>;
  abstract findMaintenance(id: string): Promise<MaintenanceWindow | undefined>;
  /** Newest start first. */
  abstract silences(query: QuietTimesQuery): Promise<readonly Silence[]>;
  /** Newest start first. */
  abstract maintenance(query: QuietTimesQuery): Promise<readonly MaintenanceWindow[]>;
  /** All that are not over by this time, oldest start first. */
  abstract notOverAt(at: number): Promise<QuietTimesSet>;
}
