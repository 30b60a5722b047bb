import type { FeedbackOrder } from '../domain/detection/orders/detector-order.js';
import type { DetectorOrders } from '../ports/detector-orders.js';
import type { IncidentLog } from '../ports/incident-log.js';

/** What an operator holds of an alert or incident: the last word, unless it was withdrawn. */
export type StandingVerdict = Exclude<FeedbackOrder['verdict'], 'withdrawn'>;

/** What others have made of an alert since it fired. */
export interface AlertRelations {
  /** Undefined as long as it is not grouped. */
  readonly incidentId: string | undefined;
  /** Undefined when nothing was said of it, or it was withdrawn. */
  readonly verdict: StandingVerdict | undefined;
}

/** Tells the incidents of alerts, and what operators said of them: a page at a time, in two reads whatever its length. */
export class RelateAlerts {
  constructor(
    private readonly incidentLog: Pick<IncidentLog, 'incidentsOf'>,
    private readonly orders: Pick<DetectorOrders, 'verdictsOn'>,
  ) {}

  /** How each of the alerts stands now. */
  async of(alertIds: readonly string[]): Promise<(alertId: string) => AlertRelations> {
    const [incidents, verdictOf] = await Promise.all([
      this.incidentLog.incidentsOf(alertIds),
      this.#verdicts('alerts', alertIds),
    ]);
    return (id) => ({ incidentId: incidents.get(id), verdict: verdictOf(id) });
  }

  /** What was said of incidents as a whole. */
  verdictsOnIncidents(ids: readonly string[]): Promise<(incidentId: string) => StandingVerdict | undefined> {
    return this.#verdicts('incidents', ids);
  }

  async #verdicts(subjects: 'alerts' | 'incidents', ids: readonly string[]) {
    const verdicts = await this.orders.verdictsOn(subjects, ids);
    return (id: string): StandingVerdict | undefined => {
      const verdict = verdicts.get(id);
      return verdict === 'withdrawn' ? undefined : verdict;
    };
  }
}
