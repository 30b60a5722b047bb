import { useMemo, useState } from 'react';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { useSite } from '../site/site-context.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import type { AlertFilterValue } from './alert-filter.js';
import { AlertGroupSection } from './alert-group-section.js';
import { groupAlerts } from './alert-groups.js';

const step = 50;
/** So few alerts need no folding; of more, the first screen should show every place. */
const few = 8;

/** Alerts that fire now by place, the worst first, so that a failed unit stands above all that follows from it. */
export function OpenAlerts({ filter }: { filter: AlertFilterValue }) {
  const { open } = useSite();
  return (
    <Panel title="Open">
      <Loaded what="alerts" resource={open}>
        {(alerts) =>
          alerts.length === 0 ? (
            <Empty>No alert is open.</Empty>
          ) : (
            <Shown alerts={alerts.filter((alert) => passes(alert, filter))} onChanged={open.reload} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Shown({ alerts, onChanged }: { alerts: readonly AlertOut[]; onChanged: () => void }) {
  const [most, setMost] = useState(step);
  const groups = useMemo(() => groupAlerts(alerts), [alerts]);
  if (alerts.length === 0) return <Empty>No open alert passes the filter.</Empty>;
  return (
    <>
      {groups.slice(0, most).map((group) => (
        <AlertGroupSection key={group.place} group={group} startsOpen={alerts.length <= few} onChanged={onChanged} />
      ))}
      {groups.length > most && (
        <div className="load-more">
          <button type="button" onClick={() => setMost(most + step)}>
            Show more ({groups.length - most})
          </button>
        </div>
      )}
    </>
  );
}

function passes(alert: AlertOut, { severity, asset }: AlertFilterValue): boolean {
  const isThere = asset === undefined || [alert.assetId, alert.rack, alert.room].includes(asset);
  return isThere && (severity === undefined || alert.severity === severity);
}
