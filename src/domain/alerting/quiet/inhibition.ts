import type { SiteModel } from '../../assets/site-model.js';
import type { Alert } from '../alert.js';
import { type AlertMatch, alertMatcher, placeOfAlert } from './alert-match.js';
import { sharesPlace, type SharedPlace } from './shared-place.js';

/** While an alert that fits the source fires, receivers are not told of those that fit the target, as in Alertmanager. */
export interface InhibitRule {
  readonly source: AlertMatch;
  readonly target: AlertMatch;
  /** What source and target must have in common; all of it. */
  readonly equal: readonly SharedPlace[];
}

/** An alert that fits both sides of a rule is not inhibited by another such one, so that no two hide each other. */
export class Inhibition {
  readonly #rules: readonly {
    readonly isSource: (alert: Alert) => boolean;
    readonly isTarget: (alert: Alert) => boolean;
    readonly equal: readonly SharedPlace[];
  }[];

  constructor(
    rules: readonly InhibitRule[],
    private readonly site: SiteModel,
  ) {
    this.#rules = rules.map(({ source, target, equal }) => ({
      isSource: matcherOn(site, source),
      isTarget: matcherOn(site, target),
      equal,
    }));
  }

  /** The alert among those that fire because of which this one is inhibited; undefined when there is none. */
  inhibitorOf(alert: Alert, firing: readonly Alert[]): Alert | undefined {
    for (const { isSource, isTarget, equal } of this.#rules) {
      if (!isTarget(alert)) continue;
      const isBoth = isSource(alert);
      const inhibitor = firing.find(
        (source) =>
          source.id !== alert.id &&
          source.simulated === alert.simulated &&
          isSource(source) &&
          !(isBoth && isTarget(source)) &&
          equal.every((place) => sharesPlace(this.site, place, source.assetId, alert.assetId)),
      );
      if (inhibitor) return inhibitor;
    }
    return undefined;
  }
}

function matcherOn(site: SiteModel, match: AlertMatch): (alert: Alert) => boolean {
  const matches = alertMatcher(match);
  return (alert) => matches(alert, placeOfAlert(site, alert));
}
