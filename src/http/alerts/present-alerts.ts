import type { QuietInForce } from '../../application/quiet-in-force.js';
import type { RelateAlerts } from '../../application/relate-alerts.js';
import type { SiteAssets } from '../../application/site-assets.js';
import type { AcknowledgedAlert } from '../../ports/alert-log.js';
import { mapAlert } from './alerts.mapping.js';
import type { AlertOut } from './alerts.schema.js';

/** Alerts as the API shows them, wherever it does: with their place, what covers them, their incident and what was said. */
export class PresentAlerts {
  constructor(
    private readonly site: SiteAssets,
    private readonly quiet: Pick<QuietInForce, 'coverOf'>,
    private readonly relate: Pick<RelateAlerts, 'of'>,
  ) {}

  /** In the order given. */
  async all(alerts: readonly AcknowledgedAlert[]): Promise<AlertOut[]> {
    const relationsOf = await this.relate.of(alerts.map(({ id }) => id));
    return alerts.map((alert) =>
      mapAlert(alert, this.site.model, { ...relationsOf(alert.id), ...this.quiet.coverOf(alert) }),
    );
  }

  async one(alert: AcknowledgedAlert): Promise<AlertOut> {
    const [shown] = await this.all([alert]);
    if (!shown) throw new Error('BUG: an alert is shown as one');
    return shown;
  }
}
