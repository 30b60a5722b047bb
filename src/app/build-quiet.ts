import { AuditTrail } from '../application/audit-trail.js';
import { KeepCurrent } from '../application/keep-current.js';
import type { LiveEvents } from '../application/live-events.js';
import { ManageMaintenance } from '../application/manage-maintenance.js';
import { ManageSilences } from '../application/manage-silences.js';
import { QuietInForce } from '../application/quiet-in-force.js';
import type { SiteAssets } from '../application/site-assets.js';
import type { Loop } from '../ports/loop.js';
import type { BackEnds } from './back-ends.js';
import type { Kit } from './kit.js';

/** So long another process may not know of a silence or a maintenance window. Who tells receivers asks each time. */
const lookMs = 5_000;

interface QuietParts {
  readonly kit: Kit;
  readonly backEnds: Pick<BackEnds, 'quietTimes' | 'alertLog' | 'auditLog'>;
  readonly siteAssets: SiteAssets;
  readonly live: LiveEvents;
}

export type Quiet = ReturnType<typeof buildQuiet>;

/** Silences and maintenance windows: those in force in this process, how they are changed, and the loop that follows them. */
export function buildQuiet({ kit, backEnds, siteAssets, live }: QuietParts) {
  const { quietTimes, alertLog, auditLog } = backEnds;
  const model = () => siteAssets.model;
  const inForce = new QuietInForce(quietTimes, model, kit.clock, live);
  const trail = new AuditTrail(auditLog, kit.ids, kit.clock);
  const refresh = () => inForce.refresh();
  const loops: readonly Loop[] = [
    new KeepCurrent({ what: 'quiet times', everyMs: lookMs, refresh }, kit.clock, kit.log),
  ];
  return {
    inForce,
    silences: new ManageSilences(quietTimes, inForce, alertLog, model, trail),
    maintenance: new ManageMaintenance(quietTimes, inForce, siteAssets, trail),
    loops,
  };
}
