import type { Alert } from '../../src/domain/alerting/alert.js';
import type { AlertOut } from '../../src/http/alerts/alerts.schema.js';
import { allItems } from '../e2e/api-call.js';

/** What two runs over the same telemetry must say alike of an alert. Times are epoch ms. */
export type AlertEpisode = Pick<
  Alert,
  'id' | 'kind' | 'state' | 'severity' | 'assetId' | 'metric' | 'component' | 'startsAt' | 'peakScore' | 'summary'
> & {
  readonly firedAt: number | null;
  readonly resolvedAt: number | null;
  readonly value: number | null;
  readonly expected: number | null;
};

/** All alerts that a service has, each as often as it has it. */
export async function alertEpisodes(url: string): Promise<readonly AlertEpisode[]> {
  const alerts = await allItems<AlertOut>(new URL('/api/v1/alerts?limit=1000', url));
  return inOrder(
    alerts.map((alert) => ({
      ...whatIsSaid(alert),
      startsAt: Date.parse(alert.startsAt),
      firedAt: timeOf(alert.firedAt),
      resolvedAt: timeOf(alert.resolvedAt),
      value: alert.value,
      expected: alert.expected,
    })),
  );
}

/** What is left of a row of judgements: the last word on each alert. */
export function lastWords(alerts: readonly Alert[]): readonly AlertEpisode[] {
  const lastById = new Map(alerts.map((alert) => [alert.id, alert]));
  return inOrder(
    [...lastById.values()].map((alert) => ({
      ...whatIsSaid(alert),
      startsAt: alert.startsAt,
      firedAt: alert.firedAt ?? null,
      resolvedAt: alert.resolvedAt ?? null,
      value: alert.value,
      expected: alert.expected,
    })),
  );
}

/** What needs no translation between an alert and its JSON. */
type Words = Omit<AlertEpisode, 'startsAt' | 'firedAt' | 'resolvedAt' | 'value' | 'expected'>;

function whatIsSaid(alert: Words): Words {
  const { id, kind, state, severity, assetId, metric, component, peakScore, summary } = alert;
  return { id, kind, state, severity, assetId, metric, component, peakScore, summary };
}

function inOrder(episodes: readonly AlertEpisode[]): readonly AlertEpisode[] {
  return [...episodes].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
}

function timeOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}
