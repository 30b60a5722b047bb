import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';

/** Whether it is about a device of the site and one of its series; Plenum raises alerts about itself, too. */
export function isOfSite({ kind }: Pick<AlertOut, 'kind'>): boolean {
  return kind !== 'plenum';
}
