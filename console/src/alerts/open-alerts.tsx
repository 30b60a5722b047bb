import { useState } from 'react';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { useSite } from '../site/site-context.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import type { AlertFilterValue } from './alert-filter.js';
import { AlertTable } from './alert-table.js';
import { worstFirst } from './worst-first.js';

const step = 50;

/** Alerts that fire now, the worst first, so that a failed unit stands above all that follows from it. */
export function OpenAlerts({ filter }: { filter: AlertFilterValue }) {
  const { open } = useSite();
  return (
    <Panel title="Open">
      <Loaded what="alerts" resource={open}>
        {(alerts) =>
          alerts.length === 0 ? (
            <Empty>No alert is open.</Empty>
          ) : (
            <Shown alerts={worstFirst(alerts.filter((alert) => passes(alert, filter)))} onChanged={open.reload} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Shown({ alerts, onChanged }: { alerts: readonly AlertOut[]; onChanged: () => void }) {
  const [most, setMost] = useState(step);
  if (alerts.length === 0) return <Empty>No open alert passes the filter.</Empty>;
  return (
    <>
      <AlertTable alerts={alerts.slice(0, most)} onChanged={onChanged} />
      {alerts.length > most && (
        <div className="load-more">
          <button type="button" onClick={() => setMost(most + step)}>
            Show more ({alerts.length - most})
          </button>
        </div>
      )}
    </>
  );
}

function passes(alert: AlertOut, { severity, asset }: AlertFilterValue): boolean {
  return (severity === undefined || alert.severity === severity) && (asset === undefined || alert.assetId === asset);
}
