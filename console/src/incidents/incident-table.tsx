import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import { Acknowledgement } from '../alerts/acknowledgement.js';
import { acknowledgeIncident } from '../api/endpoints.js';
import { VerdictBadge } from '../feedback/verdict-badge.js';
import { formatDuration } from '../format/duration.js';
import { Instant } from '../format/time-zone.js';
import { incidentHref } from '../router/route.js';
import { useNow } from '../site/use-now.js';
import { SeverityBadge, SimulatedBadge } from '../ui/badges.js';
import { durationOf } from './incident-duration.js';
import { limitLevel, nextLimit, timeToLimitText } from './limit-text.js';
import { redundancyText } from './redundancy-text.js';

interface IncidentTableProps {
  readonly incidents: readonly IncidentOut[];
  readonly onChanged: () => void;
}

/** One line an incident: how bad, the cause and what it does, what is left, until when, since when, who. */
export function IncidentTable({ incidents, onChanged }: IncidentTableProps) {
  const now = useNow();
  return (
    <div className="scroll">
      <table className="alerts incidents">
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col">What</th>
            <th scope="col">Next limit</th>
            <th scope="col" className="right">
              Alerts
            </th>
            <th scope="col" className="right">
              Since
            </th>
            <th scope="col" className="right">
              Duration
            </th>
            <th scope="col">Acknowledged</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map((incident) => (
            <tr key={incident.id} className={incident.state === 'open' ? `alert-${incident.severity}` : undefined}>
              <td>
                <SeverityBadge severity={incident.severity} />
              </td>
              <td className="wide">
                <a className="incident-title" href={incidentHref(incident.id)}>
                  {incident.title}
                </a>{' '}
                <SimulatedBadge when={incident.simulated} /> <VerdictBadge verdict={incident.verdict} />
                {incident.redundancy.map(redundancyText).map(({ verdict, detail, level }) => (
                  <p key={detail} className="incident-detail">
                    <span className={`level-${level}`}>{verdict}</span> <span className="muted">{detail}</span>
                  </p>
                ))}
              </td>
              <td data-label="Next limit">
                <NextLimit incident={incident} />
              </td>
              <td className="number" data-label="Alerts">
                {incident.alerts}
              </td>
              <td className="number" data-label="Since">
                <Instant at={incident.startsAt} />
              </td>
              <td className="number" data-label="Duration">
                {formatDuration(durationOf(incident, now))}
              </td>
              <td>
                <Acknowledgement
                  of={incident}
                  what={incident.title}
                  isOver={incident.state !== 'open'}
                  acknowledge={() => acknowledgeIncident(incident.id)}
                  onChanged={onChanged}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NextLimit({ incident }: { incident: IncidentOut }) {
  const limit = incident.state === 'open' ? nextLimit(incident.timeToLimit) : undefined;
  if (!limit) return <span className="muted">–</span>;
  return (
    <span className={`number level-${limitLevel(limit)}`} title={`${limit.limitName}, at ${limit.assetId}`}>
      {limit.limitC} °C {timeToLimitText(limit)}
    </span>
  );
}
