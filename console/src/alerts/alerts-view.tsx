import { useState } from 'react';
import { AlertFilter, noFilter } from './alert-filter.js';
import { AlertHistory } from './alert-history.js';
import { OpenAlerts } from './open-alerts.js';

/** Open alerts first, then the history; both follow the filter and the live events. */
export function AlertsView() {
  const [filter, setFilter] = useState(noFilter);
  return (
    <>
      <div className="view-head">
        <h1>Alerts</h1>
        <AlertFilter value={filter} onChange={setFilter} />
      </div>
      <OpenAlerts filter={filter} />
      <AlertHistory filter={filter} />
    </>
  );
}
