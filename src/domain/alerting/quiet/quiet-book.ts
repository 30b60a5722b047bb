import type { SiteModel } from '../../assets/site-model.js';
import type { Alert } from '../alert.js';
import { alertMatcher, type MatchedAlert, placeOfAlert } from './alert-match.js';
import { MaintenanceCalendar, type MaintenanceInForce } from './maintenance-calendar.js';
import type { MaintenanceWindow } from './maintenance-window.js';
import { isWithin } from './quiet-span.js';
import type { Silence } from './silence.js';

/** What operators have asked to be quiet about. */
export interface QuietTimesSet {
  readonly silences: readonly Silence[];
  readonly windows: readonly MaintenanceWindow[];
}

/** Why receivers are not told of an alert for the time being; the ids of what covers it. */
export interface QuietCover {
  readonly silencedBy: readonly string[];
  readonly maintenance: readonly string[];
}

/** Which silences and maintenance windows cover which alerts of a site. */
export class QuietBook implements MaintenanceInForce {
  readonly #silences: readonly { readonly silence: Silence; readonly matches: ReturnType<typeof alertMatcher> }[];
  readonly #maintenance: MaintenanceCalendar;

  constructor(
    { silences, windows }: QuietTimesSet,
    readonly site: SiteModel,
  ) {
    this.#silences = silences.map((silence) => ({ silence, matches: alertMatcher(silence.matchers) }));
    this.#maintenance = new MaintenanceCalendar(windows, site);
  }

  /** What covers the alert at this time. */
  coverOf(alert: MatchedAlert, at: number): QuietCover {
    const active = this.#silences.filter(({ silence }) => isWithin(silence, at));
    const place = active.length > 0 ? placeOfAlert(this.site, alert) : undefined;
    return {
      silencedBy: active.filter(({ matches }) => place && matches(alert, place)).map(({ silence }) => silence.id),
      maintenance: this.#maintenance.covering(alert.assetId, at).map(({ id }) => id),
    };
  }

  get hasWindows(): boolean {
    return this.#maintenance.hasWindows;
  }

  isUnderMaintenance(assetId: string, atMs: number): boolean {
    return this.#maintenance.isUnderMaintenance(assetId, atMs);
  }
}

/**
 * The time at which it counts whether an alert is covered: now while it fires, its end once it is over. Never ahead of the
 * wall clock, by which people are called: the twin's event time may be.
 */
export function countedAt({ resolvedAt = Infinity }: Pick<Alert, 'resolvedAt'>, nowMs: number): number {
  return Math.min(resolvedAt, nowMs);
}
