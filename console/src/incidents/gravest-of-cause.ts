import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { severities } from '../alerts/severity.js';

/** The alert of the cause that tells most: the gravest on a series of its own, of these the first. It stays while scores grow. */
export function gravestOfCause({ members, causeAssetId }: IncidentDetailOut): AlertOut | undefined {
  const rank = ({ severity }: AlertOut) => severities.indexOf(severity);
  return members
    .filter(({ assetId, kind }) => assetId === causeAssetId && kind === 'anomaly')
    .sort((a, b) => rank(a) - rank(b) || a.startsAt.localeCompare(b.startsAt) || a.metric.localeCompare(b.metric))[0];
}
