import { useId, useState } from 'react';
import { Instant } from '../format/time-zone.js';
import { AssetName } from '../site/asset-name.js';
import { SeverityBadge, SimulatedBadge } from '../ui/badges.js';
import { AcknowledgeAll } from './acknowledge-all.js';
import { countText, summaryAt } from './alert-groups.js';
import type { AlertGroup } from './alert-groups.js';
import { AlertTable } from './alert-table.js';
import { isOfSite } from './is-of-site.js';

interface AlertGroupSectionProps {
  readonly group: AlertGroup;
  readonly startsOpen: boolean;
  readonly onChanged: () => void;
}

/** One place with its open alerts: closed it is one line, opened a table. It stays as it is when more alerts come, but for the operator. */
export function AlertGroupSection({ group, startsOpen, onChanged }: AlertGroupSectionProps) {
  const { place, lead, alerts } = group;
  const [isOpen, setOpen] = useState(startsOpen);
  const table = useId();
  return (
    <section className={`alert-group alert-${lead.severity}`} aria-label={place} data-place={place}>
      <div className="alert-group-head">
        <button
          type="button"
          className="disclosure"
          aria-expanded={isOpen}
          aria-controls={table}
          aria-label={`Alerts of ${place}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? '▾' : '▸'}
        </button>
        <SeverityBadge severity={lead.severity} />
        <AssetName className="alert-group-place" id={place} isOfSite={isOfSite(lead)} />
        <SimulatedBadge when={alerts.every((alert) => alert.simulated)} />
        <span className="muted">{countText(alerts)}</span>
        {!isOpen && <span className="alert-group-lead">{summaryAt(place, lead)}</span>}
        <span className="alert-group-end">
          <span className="muted">
            since <Instant at={lead.startsAt} />
          </span>
          <AcknowledgeAll place={place} alerts={alerts} onChanged={onChanged} />
        </span>
      </div>
      <div id={table} hidden={!isOpen}>
        {isOpen && <AlertTable alerts={alerts} isOfOnePlace onChanged={onChanged} />}
      </div>
    </section>
  );
}
