import { useMemo } from 'react';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { groupAlerts, summaryAt } from '../alerts/alert-groups.js';
import type { AlertGroup } from '../alerts/alert-groups.js';
import { AlertTable } from '../alerts/alert-table.js';
import { SeverityBadge } from '../ui/badges.js';
import { Folded } from '../ui/folded.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';

interface MembersProps {
  readonly incident: IncidentDetailOut;
  readonly onChanged: () => void;
}

/** The alerts of the incident by place, that of the cause first. */
export function Members({ incident: { members, causeAssetId }, onChanged }: MembersProps) {
  const groups = useMemo(() => causeFirst(groupAlerts(members), causeAssetId), [members, causeAssetId]);
  return (
    <Panel title="Alerts" aside={<span className="muted">{firingText(members)}</span>}>
      {groups.length === 0 && <Empty>It has no alerts of its own.</Empty>}
      {groups.map(({ place, lead, alerts }) => (
        <Folded
          key={place}
          startsOpen={groups.length === 1}
          summary={
            <>
              <SeverityBadge severity={lead.severity} />
              <strong>{place}</strong>
              <span className="muted">{firingText(alerts)}</span>
              <span className="fold-lead">{summaryAt(place, lead)}</span>
            </>
          }
        >
          <AlertTable alerts={alerts} isOfOnePlace isOfOneIncident onChanged={onChanged} />
        </Folded>
      ))}
    </Panel>
  );
}

function causeFirst(groups: readonly AlertGroup[], cause: string): readonly AlertGroup[] {
  return [...groups.filter(({ place }) => place === cause), ...groups.filter(({ place }) => place !== cause)];
}

/** `3 of 5 firing`, `all 5 over` */
function firingText(alerts: readonly AlertOut[]): string {
  const firing = alerts.filter(({ state }) => state === 'firing').length;
  if (firing === alerts.length) return `${firing} firing`;
  return firing === 0 ? `${alerts.length} over` : `${firing} of ${alerts.length} firing`;
}
