import type { SiteModel } from '../../assets/site-model.js';

/** By which way trouble of an asset reaches others. */
export type Medium = 'power' | 'cooling' | 'containment';

/** What a metric tells of: heat and the air and water that carry it, power, or the work that users ask for. */
export type Effect = 'heat' | 'power' | 'work';

const workMetric = /^(system\.|hw\.gpu\.(utilization|memory\.))/;
const powerMetric = /(power|energy|voltage|current|battery|^dc\.ups\.|power_supply)/;
/** Their power follows the air that they have to move or the heat that they have to reject. */
const coolingDevice = /^dc\.(crah|chiller|pump|tower)\./;

/** What a metric tells of; one that says neither power nor work counts as heat. */
export function effectOf(metric: string): Effect {
  if (workMetric.test(metric)) return 'work';
  if (metric.endsWith('temperature')) return 'heat';
  return powerMetric.test(metric) && !coolingDevice.test(metric) ? 'power' : 'heat';
}

/** The medium of what an asset supplies, by the site file rather than by its kind, so that a site's own kinds count. */
export function mediumOf(site: SiteModel, id: string): Medium {
  if (site.fedBy(id).length > 0) return 'power';
  const asset = site.find(id);
  const coolsZone = asset?.kind === 'crah' && asset.coolingZone !== null;
  return coolsZone || site.cooledBy(id).length > 0 ? 'cooling' : 'containment';
}

/**
 * Whether trouble that travels by a medium shows in such a metric. Too little cooling heats machines and makes their fans
 * draw more, but does not change what users ask of them; without power a machine changes in every respect.
 */
export function carries(medium: Medium, effect: Effect): boolean {
  return medium !== 'cooling' || effect !== 'work';
}

/** Whether the metric is what the medium shows in first of all. */
export function isTypical(medium: Medium, effect: Effect): boolean {
  return (medium === 'cooling' && effect === 'heat') || (medium === 'power' && effect === 'power');
}
