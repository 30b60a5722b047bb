import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import { worstFirst } from '../alerts/worst-first.js';
import { limitLevel, nextLimit, timeToLimitText } from '../incidents/limit-text.js';
import { redundancyText } from '../incidents/redundancy-text.js';
import { incidentHref } from '../router/route.js';
import { SeverityBadge } from '../ui/badges.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { concernsHall } from './concerns-hall.js';

const shown = 4;

interface TroubleListProps {
  readonly room: AssetOut;
  /** Ids of what stands in the hall or feeds it. */
  readonly assets: ReadonlySet<string>;
  readonly incidents: readonly IncidentOut[];
  /** Whether any reading of the hall has arrived; without one, no incident means nothing. */
  readonly isMeasured: boolean;
}

/** What is wrong in the hall, or with the plant that serves it: causes, not the many alerts that follow from them. */
export function TroubleList({ room, assets, incidents, isMeasured }: TroubleListProps) {
  const here = worstFirst(incidents.filter((incident) => concernsHall(incident, room.id, assets)));
  const others = here.length - shown;
  return (
    <Panel title="Open incidents" aside={others > 0 && <a href="#/incidents">{others} more</a>}>
      {here.length === 0 ? (
        <Empty>{isMeasured ? 'All is as expected here.' : 'Nothing is measured here yet.'}</Empty>
      ) : (
        <ul className="troubles">
          {here.slice(0, shown).map((incident) => (
            <li key={incident.id} className={`alert-${incident.severity}`}>
              <p className="trouble-title">
                <SeverityBadge severity={incident.severity} /> <a href={incidentHref(incident.id)}>{incident.title}</a>
              </p>
              <p className="trouble-facts">
                <Facts incident={incident} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Facts({ incident }: { incident: IncidentOut }) {
  const limit = nextLimit(incident.timeToLimit);
  return (
    <>
      {limit && (
        <span className={`level-${limitLevel(limit)}`}>
          {limit.limitC} °C {timeToLimitText(limit)}
        </span>
      )}
      {incident.redundancy.map(redundancyText).map(({ verdict, detail, level }) => (
        <span key={detail} className={`level-${level}`} title={detail}>
          {verdict}
        </span>
      ))}
      <span className="muted">{incident.alerts === 1 ? '1 alert' : `${incident.alerts} alerts`}</span>
      <span className="muted">{incident.acknowledgedBy === null ? 'not acknowledged' : incident.acknowledgedBy}</span>
    </>
  );
}
