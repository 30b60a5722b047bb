import type { LatestScores } from '../application/latest-scores.js';
import type { LiveEvents } from '../application/live-events.js';
import { QueryAlerts } from '../application/query-alerts.js';
import { QueryAssets } from '../application/query-assets.js';
import { QuerySeries } from '../application/query-series.js';
import type { RedriveDeadLetters } from '../application/redrive-dead-letters.js';
import type { SiteAssets } from '../application/site-assets.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { BackEnds } from './back-ends.js';
import type { Kit } from './kit.js';

interface ReadingParts {
  readonly kit: Kit;
  readonly backEnds: Pick<BackEnds, 'alertLog' | 'auditLog' | 'deadLetters'>;
  readonly store: TelemetryStore;
  readonly registry: SeriesRegistry;
  readonly siteAssets: SiteAssets;
  readonly live: LiveEvents;
  readonly latest: LatestScores;
  readonly redrive: RedriveDeadLetters;
}

/** What the REST API and the console show, and what an operator does there. */
export function buildReading({ kit, backEnds, store, registry, siteAssets, live, latest, redrive }: ReadingParts) {
  const { alertLog, auditLog, deadLetters } = backEnds;
  return {
    siteAssets,
    deadLetters,
    auditLog,
    redrive,
    assets: new QueryAssets(siteAssets, registry, alertLog),
    series: new QuerySeries(registry, store, latest),
    alerts: new QueryAlerts(alertLog, auditLog, live, kit.ids, kit.clock),
  };
}
