import type { Alert } from '../../src/domain/alerting/alert.js';
import type { IncidentDesk } from './incident-desk.js';
import type { WatchedSite } from './watched-site.js';

/** Lives on in turns of one step, grouping alerts after each as the service does. Answers the alerts that fired. */
export function liveGrouped(
  site: WatchedSite,
  desk: IncidentDesk,
  { seconds, stepSeconds = 10 }: { readonly seconds: number; readonly stepSeconds?: number },
): Alert[] {
  const fired: Alert[] = [];
  for (let second = 0; second < seconds; second += stepSeconds) {
    const changes = site.live(stepSeconds, stepSeconds);
    desk.turn(changes, site.twin.now);
    fired.push(...changes.filter(({ state }) => state === 'firing'));
  }
  return fired;
}
