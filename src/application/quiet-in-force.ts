import type { Alert } from '../domain/alerting/alert.js';
import type { MaintenanceInForce } from '../domain/alerting/quiet/maintenance-calendar.js';
import { countedAt, QuietBook, type QuietCover, type QuietTimesSet } from '../domain/alerting/quiet/quiet-book.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import type { Clock } from '../ports/clock.js';
import type { QuietTimes } from '../ports/quiet-times.js';
import type { LiveEvents } from './live-events.js';

/** What was over longer ago than this is not looked up any more: alerts of before are shown without it. */
const KEPT_MS = 31 * 86_400_000;

/** The silences and maintenance windows that this process goes by: as current as the last refresh. */
export class QuietInForce implements MaintenanceInForce {
  #set: QuietTimesSet = { silences: [], windows: [] };
  #isLoaded = false;
  #book: QuietBook;

  /**
   * `siteNow` answers the site as it is at the moment: devices are adopted while the service runs. Listeners of `live` are
   * told when a refresh has found others than the one before.
   */
  constructor(
    private readonly quietTimes: Pick<QuietTimes, 'notOverAt'>,
    private readonly siteNow: () => SiteModel,
    private readonly clock: Clock,
    private readonly live: Pick<LiveEvents, 'emit'>,
  ) {
    this.#book = new QuietBook(this.#set, siteNow());
  }

  /** Takes over what operators have asked for since. */
  async refresh(): Promise<void> {
    const set = await this.quietTimes.notOverAt(this.clock.now() - KEPT_MS);
    // What a book has found out once it need not look for again.
    const isNews = JSON.stringify(set) !== JSON.stringify(this.#set);
    if (isNews) {
      this.#set = set;
      this.#book = new QuietBook(set, this.siteNow());
    }
    if (isNews && this.#isLoaded) this.live.emit({ kind: 'quiet' });
    this.#isLoaded = true;
  }

  /** What covers the alert while it fires, or covered it when it ended. */
  coverOf(alert: Alert): QuietCover {
    return this.#current.coverOf(alert, countedAt(alert, this.clock.now()));
  }

  /** What covers, or covered, the alert at this time (epoch ms). */
  coverAt(alert: Alert, at: number): QuietCover {
    return this.#current.coverOf(alert, at);
  }

  get hasWindows(): boolean {
    return this.#set.windows.length > 0;
  }

  isUnderMaintenance(assetId: string, atMs: number): boolean {
    return this.#current.isUnderMaintenance(assetId, atMs);
  }

  get #current(): QuietBook {
    const site = this.siteNow();
    if (site !== this.#book.site) this.#book = new QuietBook(this.#set, site);
    return this.#book;
  }
}
