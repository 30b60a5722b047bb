import type { MaintenanceOut } from '../../../src/http/quiet/maintenance.schema.js';

/** `hall-1-crah-1 and what it serves, each week (Europe/Oslo)` */
export function maintenanceText({
  assets,
  includeFed,
  weekly,
}: Pick<MaintenanceOut, 'assets' | 'includeFed' | 'weekly'>): string {
  const fed = includeFed ? ` and what ${assets.length === 1 ? 'it serves' : 'they serve'}` : '';
  return `${assets.join(', ')}${fed}${weekly ? `, each week (${weekly.timeZone})` : ''}`;
}
