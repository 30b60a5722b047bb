import { getAlerts } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { worstFirst } from '../alerts/worst-first.js';
import { AlertTable } from '../alerts/alert-table.js';
import { useLive } from '../live/live-context.js';
import { Loaded } from '../ui/loaded.js';
import { Panel } from '../ui/panel.js';

const shown = 20;

/** Alerts of the asset, those that fire first; nothing at all while there has been none. */
export function AssetAlerts({ asset }: { asset: string }) {
  const alerts = useResource(`alerts of ${asset}`, (signal) => getAlerts({ asset, limit: shown }, signal));
  useLive({
    onAlert: (alert) => {
      if (alert.assetId === asset) alerts.reload();
    },
    onQuiet: alerts.reload,
  });
  if (alerts.data?.items.length === 0) return null;
  return (
    <Panel title="Alerts">
      <Loaded what="alerts" resource={alerts}>
        {({ items }) => <AlertTable alerts={firingFirst(items)} isOfOnePlace onChanged={alerts.reload} />}
      </Loaded>
    </Panel>
  );
}

function firingFirst(alerts: readonly AlertOut[]): readonly AlertOut[] {
  return [
    ...worstFirst(alerts.filter((alert) => alert.state === 'firing')),
    ...alerts.filter((alert) => alert.state !== 'firing'),
  ];
}
