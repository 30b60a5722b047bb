import type { Site } from '../../src/domain/assets/site.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import type { IncidentWithMembers } from '../../src/domain/alerting/incidents/incident.js';
import { liveGrouped } from './grouped-life.js';
import { IncidentDesk } from './incident-desk.js';
import { WatchedSite } from './watched-site.js';

const backfillHours = 26;
const weekSeconds = 7 * 86_400;

/** What a site on which nothing was wrong has raised: all of it false. */
export interface QuietWeek {
  readonly series: number;
  readonly alerts: readonly Alert[];
  readonly incidents: readonly IncidentWithMembers[];
}

/** A site's first week after the history of its first start, on which nothing is wrong. The service samples every 10 s. */
export function liveQuietWeek(
  site: Site,
  { seed, startMs, stepSeconds }: { readonly seed: number; readonly startMs: number; readonly stepSeconds: number },
): QuietWeek {
  const watched = new WatchedSite(site, { seed, startMs });
  watched.backfill(backfillHours);
  const desk = new IncidentDesk(site.model);
  const alerts = liveGrouped(watched, desk, { seconds: weekSeconds, stepSeconds });
  return { series: watched.series, alerts, incidents: desk.standing };
}
