import { useMemo } from 'react';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { groupAlerts, summaryAt } from '../alerts/alert-groups.js';
import { assetHref } from '../router/route.js';
import { SeverityBadge } from '../ui/badges.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';

const shown = 4;

interface TroubleListProps {
  readonly room: AssetOut;
  readonly alerts: readonly AlertOut[];
  /** Whether any reading of the hall has arrived; without one, no alert means nothing. */
  readonly isMeasured: boolean;
}

/** What is wrong in the hall, or with the plant that serves it; the most likely cause first. */
export function TroubleList({ room, alerts, isMeasured }: TroubleListProps) {
  const groups = useMemo(
    () => groupAlerts(alerts.filter((alert) => alert.room === room.id || isOutsideRooms(alert))),
    [alerts, room.id],
  );
  const others = groups.length - shown;
  return (
    <Panel title="Open alerts" aside={others > 0 && <a href="#/alerts">{others} more places</a>}>
      {groups.length === 0 ? (
        <Empty>{isMeasured ? 'All is as expected here.' : 'Nothing is measured here yet.'}</Empty>
      ) : (
        <ul className="troubles">
          {groups.slice(0, shown).map(({ place, lead, alerts: { length } }) => (
            <li key={place}>
              <div className="trouble-head">
                <SeverityBadge severity={lead.severity} />
                <a href={assetHref(place)}>{place}</a>
                {length > 1 && <span className="muted">{length} alerts</span>}
              </div>
              <p className="muted">{summaryAt(place, lead)}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Of the plant, such as a chiller, and not of a device that only telemetry knows. */
function isOutsideRooms(alert: AlertOut): boolean {
  return alert.room === null && alert.metric.startsWith('dc.');
}
