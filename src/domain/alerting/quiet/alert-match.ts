import { placeOfAsset } from '../../assets/asset-place.js';
import type { SiteModel } from '../../assets/site-model.js';
import { globMatcher } from '../../glob.js';
import type { Alert } from '../alert.js';

/**
 * Conditions on an alert. Each is a list of names or patterns (as of `globMatcher`) of which one must fit; all conditions
 * must hold, and what is absent demands nothing.
 */
export interface AlertMatch {
  /** The asset, or anything that holds it: `rack-7` covers the servers in it. */
  readonly asset?: readonly string[] | undefined;
  readonly room?: readonly string[] | undefined;
  readonly assetKind?: readonly string[] | undefined;
  readonly metric?: readonly string[] | undefined;
  readonly component?: readonly string[] | undefined;
  readonly alertKind?: readonly string[] | undefined;
  readonly severity?: readonly string[] | undefined;
}

/** What conditions look at in an alert. */
export type MatchedAlert = Pick<Alert, 'assetId' | 'metric' | 'component' | 'kind' | 'severity'>;

/** Where the asset of an alert stands. */
export interface AlertPlace {
  /** Ids from the site down to the asset; the asset alone where the site does not know it. */
  readonly path: readonly string[];
  readonly room: string | undefined;
  readonly assetKind: string | undefined;
}

export function placeOfAlert(site: SiteModel, { assetId }: Pick<Alert, 'assetId'>): AlertPlace {
  const { path, room } = placeOfAsset(site, assetId);
  return { path, room, assetKind: site.find(assetId)?.kind };
}

/** The test that conditions describe, ready to be asked of many alerts. */
export function alertMatcher(match: AlertMatch): (alert: MatchedAlert, place: AlertPlace) => boolean {
  const asset = anyOf(match.asset);
  const room = anyOf(match.room);
  const assetKind = anyOf(match.assetKind);
  const metric = anyOf(match.metric);
  const component = anyOf(match.component);
  const alertKind = anyOf(match.alertKind);
  const severity = anyOf(match.severity);
  return (alert, place) =>
    metric(alert.metric) &&
    component(alert.component) &&
    alertKind(alert.kind) &&
    severity(alert.severity) &&
    room(place.room ?? '') &&
    assetKind(place.assetKind ?? '') &&
    place.path.some(asset);
}

/** Whether conditions leave anything out. A pattern of stars fits everything and is none. */
export function isSelective(match: AlertMatch): boolean {
  return Object.values(match).some(
    (names: readonly string[] | undefined) => names !== undefined && !names.some((name) => /^\*+$/.test(name)),
  );
}

function anyOf(patterns: readonly string[] | undefined): (name: string) => boolean {
  if (!patterns) return () => true;
  const matchers = patterns.map(globMatcher);
  return (name) => matchers.some((matches) => matches(name));
}
