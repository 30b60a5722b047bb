import { useRef } from 'react';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { allPages } from '../api/all-pages.js';
import { getAlerts } from '../api/endpoints.js';
import type { Resource } from '../api/use-resource.js';
import { useLive } from '../live/live-context.js';
import { usePaced } from '../ui/use-paced.js';
import { useOpenItems } from './use-open-items.js';

const most = 5_000;
/** In a storm incidents change with every alert; the list, which may be thousands, is loaded again at this pace. */
const regroupMs = 2_000;

/** Alerts that fire now: loaded, then kept by live events, and loaded again after a lost connection or when they are grouped. */
export function useOpenAlerts(): Resource<readonly AlertOut[]> {
  const alerts = useOpenItems('open-alerts', loadFiring, isFiring);
  const reloadSoon = usePaced(regroupMs, alerts.reload);
  const shapes = useRef(new Map<string, string>());
  useLive({
    onAlert: alerts.keep,
    // Its alerts are told once, as they fire: before they belong to it, and before anybody has said anything of them.
    onIncident: ({ id, state, alerts: count, verdict }) => {
      const shape = `${state} ${count} ${verdict}`;
      if (shapes.current.get(id) !== shape) reloadSoon();
      shapes.current.set(id, shape);
    },
    onQuiet: reloadSoon,
    onConnected: alerts.reload,
  });
  return alerts;
}

function loadFiring(signal: AbortSignal): Promise<readonly AlertOut[]> {
  return allPages((page) => getAlerts({ state: 'firing', ...page }, signal), most);
}

function isFiring({ state }: AlertOut): boolean {
  return state === 'firing';
}
