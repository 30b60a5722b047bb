import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { incidentHref } from '../router/route.js';
import { useSite } from '../site/site-context.js';

/** The way from an alert to the incident that it belongs to; nothing while it is not grouped. */
export function IncidentLink({ alert: { incidentId, summary } }: { alert: AlertOut }) {
  const { openIncidents } = useSite();
  if (incidentId === null) return null;
  const title = openIncidents.find(({ id }) => id === incidentId)?.title;
  return (
    <>
      <a href={incidentHref(incidentId)} title={title} aria-label={`Incident of: ${summary}`}>
        Incident
      </a>
      <span className="muted" aria-hidden="true">
        {' '}
        ·
      </span>
    </>
  );
}
