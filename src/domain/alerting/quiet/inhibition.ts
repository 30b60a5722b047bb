import type { SiteModel } from '../../assets/site-model.js';
import type { Alert } from '../alert.js';
import { type AlertMatch, alertMatcher, placeOfAlert } from './alert-match.js';
import { placeSharedWith, type SharedPlace } from './shared-place.js';

/** While an alert that fits the source fires, receivers are not told of those that fit the target, as in Alertmanager. */
export interface InhibitRule {
  readonly source: AlertMatch;
  readonly target: AlertMatch;
  /** What source and target must have in common; all of it. */
  readonly equal: readonly SharedPlace[];
}

interface ActiveRule {
  readonly isTarget: (alert: Alert) => boolean;
  readonly isSource: (alert: Alert) => boolean;
  /** Alerts that fire and fit the source; whether they fit the target, too. */
  readonly sources: readonly { readonly alert: Alert; readonly isTarget: boolean }[];
  readonly equal: readonly SharedPlace[];
}

/**
 * What rules make of the alerts that fire now. An alert that fits both sides of a rule is not inhibited by another such one,
 * so that no two hide each other.
 */
export class Inhibition {
  readonly #rules: readonly ActiveRule[];

  constructor(
    rules: readonly InhibitRule[],
    private readonly site: SiteModel,
    firing: readonly Alert[],
  ) {
    this.#rules = rules.map(({ source, target, equal }) => {
      const [isSource, isTarget] = [matcherOn(site, source), matcherOn(site, target)];
      const sources = firing.filter(isSource).map((alert) => ({ alert, isTarget: isTarget(alert) }));
      return { isSource, isTarget, sources, equal };
    });
  }

  /** The alert because of which this one is inhibited; undefined when there is none. */
  inhibitorOf(alert: Alert): Alert | undefined {
    for (const rule of this.#rules) {
      if (rule.sources.length === 0 || !rule.isTarget(alert)) continue;
      const isBoth = rule.isSource(alert);
      const shares = rule.equal.map((place) => placeSharedWith(this.site, place, alert.assetId));
      const inhibitor = rule.sources.find(
        (source) =>
          source.alert.id !== alert.id &&
          source.alert.simulated === alert.simulated &&
          !(isBoth && source.isTarget) &&
          shares.every((isShared) => isShared(source.alert.assetId)),
      );
      if (inhibitor) return inhibitor.alert;
    }
    return undefined;
  }
}

function matcherOn(site: SiteModel, match: AlertMatch): (alert: Alert) => boolean {
  const matches = alertMatcher(match);
  return (alert) => matches(alert, placeOfAlert(site, alert));
}
