import { overlap } from '../domain/alerting/backtest/compared-alert.js';
import type { Span } from '../domain/alerting/backtest/settings-comparison.js';
import type { Alert } from '../domain/alerting/alert.js';
import type { AcknowledgedAlert, AlertLog } from '../ports/alert-log.js';

const page = 1_000;
/** More alerts of a span than this are not looked at: the newest count. */
const most = 50_000;

/** The anomalies that were really raised in a span, to find those that a replay raises again. */
export class PastAlerts {
  private constructor(private readonly bySeries: ReadonlyMap<number, readonly AcknowledgedAlert[]>) {}

  /** Reads the alerts of the series that started within the span. */
  static async read(log: Pick<AlertLog, 'list'>, span: Span, seriesIds: ReadonlySet<number>): Promise<PastAlerts> {
    const bySeries = new Map<number, AcknowledgedAlert[]>();
    let before: { readonly startsAt: number; readonly id: string } | undefined;
    for (let read = 0; read < most; read += page) {
      const found = await log.list({ ...span, limit: page, ...(before && { before }) });
      for (const alert of found) {
        if (alert.kind !== 'anomaly' || !seriesIds.has(alert.seriesId)) continue;
        bySeries.set(alert.seriesId, [...(bySeries.get(alert.seriesId) ?? []), alert]);
      }
      before = found.at(-1);
      if (found.length < page) break;
    }
    return new PastAlerts(bySeries);
  }

  /** The alert that was raised of the same trouble, the nearest in time; undefined when nobody was told. */
  sameAs(alert: Alert): AcknowledgedAlert | undefined {
    const overlapping = (this.bySeries.get(alert.seriesId) ?? []).filter((past) => overlap(past, alert));
    const away = ({ startsAt }: Alert) => Math.abs(startsAt - alert.startsAt);
    return overlapping.reduce<AcknowledgedAlert | undefined>(
      (nearest, past) => (nearest && away(nearest) <= away(past) ? nearest : past),
      undefined,
    );
  }
}
