import { getAlerts } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { AlertTable } from '../alerts/alert-table.js';
import { useLive } from '../live/live-context.js';
import { Loaded } from '../ui/loaded.js';
import { Panel } from '../ui/panel.js';

const shown = 20;

/** Newest alerts of the asset; nothing at all while there has been none. */
export function AssetAlerts({ asset }: { asset: string }) {
  const alerts = useResource(`alerts of ${asset}`, (signal) => getAlerts({ asset, limit: shown }, signal));
  useLive({
    onAlert: (alert) => {
      if (alert.assetId === asset) alerts.reload();
    },
  });
  if (alerts.data?.items.length === 0) return null;
  return (
    <Panel title="Alerts">
      <Loaded what="alerts" resource={alerts}>
        {({ items }) => <AlertTable alerts={items} isOfOnePlace onChanged={alerts.reload} />}
      </Loaded>
    </Panel>
  );
}
