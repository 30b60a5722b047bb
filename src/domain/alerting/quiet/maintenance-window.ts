import type { QuietSpan, QuietState } from './quiet-span.js';
import { isWithin } from './quiet-span.js';
import { WeeklyTimes } from './weekly-times.js';

/** Longest one time of a window that comes every week: the next must not begin before it is over. */
export const longestWeeklyMs = 6 * 86_400_000;

/** Work on a part of the site: receivers are not told of its alerts, and nothing is learned from its telemetry. */
export interface MaintenanceWindow extends QuietSpan {
  readonly id: string;
  /** Ids of assets, rooms or the site; each stands for everything below it as well. */
  readonly assets: readonly string[];
  /** Whether what they cool or feed is covered, too. */
  readonly includeFed: boolean;
  /** Absent: once. Otherwise `startsAt` and `endsAt` are the first time, and it comes again at the same local time. */
  readonly weekly: WeeklyRecurrence | undefined;
  readonly comment: string;
  readonly createdBy: string;
  /** Epoch ms. */
  readonly createdAt: number;
}

export interface WeeklyRecurrence {
  /** IANA name. */
  readonly timeZone: string;
  /** No time of it lasts beyond this, epoch ms; undefined: for good. */
  readonly until: number | undefined;
}

/** When it is over for good; `Infinity` for one that comes again without end. */
export function overAt({ weekly, endsAt }: MaintenanceWindow): number {
  return weekly ? (weekly.until ?? Infinity) : endsAt;
}

/** The times of one window. Remembers the last answer: asked again and again, it looks up the time zone once a week. */
export class WindowTimes {
  readonly #weekly: WeeklyTimes | undefined;

  constructor(private readonly window: MaintenanceWindow) {
    const { weekly } = window;
    this.#weekly = weekly && new WeeklyTimes(window, weekly.timeZone);
  }

  isOpenAt(at: number): boolean {
    if (!this.#weekly) return isWithin(this.window, at);
    const time = this.#weekly.latestBegunAt(at);
    return time !== undefined && isWithin(time, at) && at < overAt(this.window);
  }

  /** Between two times of a window that comes again it is pending. */
  stateAt(at: number): QuietState {
    if (at >= overAt(this.window)) return 'expired';
    return this.isOpenAt(at) ? 'active' : 'pending';
  }
}
