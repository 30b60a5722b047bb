import type { Alert } from '../domain/alerting/alert.js';
import { asForwarded } from '../domain/alerting/fingerprint.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { AcknowledgedAlert, AlertLog } from '../ports/alert-log.js';
import type { SeriesCatalogue } from '../ports/series-catalogue.js';

/** What alerts are copied into. */
export interface CentralAlerts {
  readonly alertLog: Pick<AlertLog, 'record' | 'revise' | 'find' | 'acknowledge'>;
  readonly seriesCatalogue: Pick<SeriesCatalogue, 'resolve'>;
}

/**
 * Brings another log up to what is known of the alerts here. Idempotent: by id and state nothing is recorded twice, and
 * what has resolved there stays so. Series get the ids that they have there.
 */
export async function copyAlerts(
  alerts: readonly AcknowledgedAlert[],
  central: CentralAlerts,
  registry: SeriesRegistry,
): Promise<void> {
  const renamed = await withCentralIds(alerts, central.seriesCatalogue, registry);
  // One that has resolved meanwhile fires and gets worse there first, so that its notices come in order and whoever
  // hears of grave ones only hears of more than its end.
  const fired = renamed.map((alert): Alert => ({ ...alert, state: 'firing', resolvedAt: undefined }));
  await central.alertLog.record(fired);
  await central.alertLog.revise(fired);
  await central.alertLog.record(renamed.filter(({ state }) => state === 'resolved'));
  for (const alert of renamed) await copyAcknowledgement(alert, central.alertLog);
}

async function withCentralIds(
  alerts: readonly AcknowledgedAlert[],
  catalogue: CentralAlerts['seriesCatalogue'],
  registry: SeriesRegistry,
): Promise<readonly AcknowledgedAlert[]> {
  // Those about the edge itself are about no series.
  const series = alerts
    .filter(({ kind }) => kind !== 'plenum')
    .map(({ id, seriesId }) => {
      const known = registry.byId(seriesId);
      if (!known) throw new Error(`BUG: alert ${id} is about series ${seriesId}, which is not registered`);
      return known;
    });
  const central = await catalogue.resolve(series);
  const idThere = new Map(series.map(({ id }, index) => [id, central[index]?.id ?? id]));
  return alerts.map((alert) => asForwarded({ ...alert, seriesId: idThere.get(alert.seriesId) ?? alert.seriesId }));
}

/** An acknowledgement given there is not replaced. */
async function copyAcknowledgement(
  { id, acknowledgedBy, acknowledgedAt }: AcknowledgedAlert,
  log: CentralAlerts['alertLog'],
): Promise<void> {
  if (acknowledgedBy === undefined || acknowledgedAt === undefined) return;
  const there = await log.find(id);
  if (there?.acknowledgedAt === undefined) await log.acknowledge(id, acknowledgedBy, acknowledgedAt);
}
