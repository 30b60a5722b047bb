import type { IncidentView } from '../../application/query-incidents.js';
import type { RelateAlerts } from '../../application/relate-alerts.js';
import type { SiteAssets } from '../../application/site-assets.js';
import type { AcknowledgedIncident } from '../../ports/incident-log.js';
import type { PresentAlerts } from '../alerts/present-alerts.js';
import { mapIncident, mapIncidentView } from './incidents.mapping.js';
import type { IncidentDetailOut, IncidentOut } from './incidents.schema.js';

/** Incidents as the API shows them, wherever it does: with the place of their cause and what was said of them. */
export class PresentIncidents {
  constructor(
    private readonly site: SiteAssets,
    private readonly relate: Pick<RelateAlerts, 'verdictsOnIncidents'>,
    private readonly alerts: PresentAlerts,
  ) {}

  /** In the order given. */
  async all(incidents: readonly AcknowledgedIncident[]): Promise<IncidentOut[]> {
    const verdictOf = await this.relate.verdictsOnIncidents(incidents.map(({ id }) => id));
    return incidents.map((incident) => mapIncident(incident, this.site.model, verdictOf(incident.id)));
  }

  /** One with all that is known of it. */
  async view(view: IncidentView): Promise<IncidentDetailOut> {
    const { id } = view.incident;
    const [verdictOf, members] = await Promise.all([
      this.relate.verdictsOnIncidents([id]),
      this.alerts.all(view.members),
    ]);
    return mapIncidentView(view, this.site.model, verdictOf(id), members);
  }
}
