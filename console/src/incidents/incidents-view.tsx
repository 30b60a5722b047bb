import { useState } from 'react';
import { AlertFilter, noFilter } from '../alerts/alert-filter.js';
import { IncidentHistory } from './incident-history.js';
import { OpenIncidents } from './open-incidents.js';

/** Open incidents first, then the history; both follow the filter and the live events. */
export function IncidentsView() {
  const [filter, setFilter] = useState(noFilter);
  return (
    <>
      <div className="view-head">
        <h1>Incidents</h1>
        <AlertFilter value={filter} onChange={setFilter} />
      </div>
      <OpenIncidents filter={filter} />
      <IncidentHistory filter={filter} />
    </>
  );
}
