import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { Acknowledgement } from '../alerts/acknowledgement.js';
import { isOfSite } from '../alerts/is-of-site.js';
import { acknowledgeIncident } from '../api/endpoints.js';
import { FeedbackButton } from '../feedback/feedback-button.js';
import { VerdictBadge } from '../feedback/verdict-badge.js';
import { SilenceButton } from '../quiet/silence-button.js';
import { incidentHref } from '../router/route.js';
import { SeverityBadge, SimulatedBadge } from '../ui/badges.js';
import { Loaded } from '../ui/loaded.js';
import { Affected } from './affected.js';
import { CauseTrend } from './cause-trend.js';
import { Causes } from './causes.js';
import { IncidentTiles } from './incident-tiles.js';
import { InletTrend } from './inlet-trend.js';
import { Members } from './members.js';
import { silenceOfIncident } from './silence-of-incident.js';
import { Story } from './story.js';
import { useIncident } from './use-incident.js';
import { WhatToDo } from './what-to-do.js';

/** One trouble with its cause: what an operator needs from the first look to the end. */
export function IncidentView({ id }: { id: string }) {
  const resource = useIncident(id);
  return (
    <Loaded what="the incident" resource={resource}>
      {(incident) => <Incident incident={incident} onChanged={resource.reload} />}
    </Loaded>
  );
}

function Incident({ incident, onChanged }: { incident: IncidentDetailOut; onChanged: () => void }) {
  const { mergedInto } = incident;
  return (
    <>
      <div className="view-head">
        <h1>
          <SeverityBadge severity={incident.severity} /> {incident.title} <SimulatedBadge when={incident.simulated} />{' '}
          <VerdictBadge verdict={incident.verdict} />
        </h1>
        <div className="incident-actions">
          {incident.acknowledgedAt !== null && <span className="muted">Acknowledged by</span>}
          <Acknowledgement
            isMain
            of={incident}
            what={incident.title}
            isOver={incident.state !== 'open'}
            acknowledge={() => acknowledgeIncident(incident.id)}
            onChanged={onChanged}
          />
          {incident.members.some(isOfSite) && (
            <FeedbackButton on="incidents" id={incident.id} what={incident.title} onChanged={onChanged} />
          )}
          {incident.state === 'open' && (
            <SilenceButton label="Silence" what={incident.title} matchers={silenceOfIncident(incident)} />
          )}
        </div>
      </div>
      {mergedInto !== null && (
        <p className="notice">
          Its cause turned out to be that of <a href={incidentHref(mergedInto)}>another incident</a>, which has its
          alerts now.
        </p>
      )}
      <IncidentTiles incident={incident} />
      <div className="columns incident-columns">
        <div>
          <InletTrend incident={incident} />
          <CauseTrend incident={incident} />
          <Story incident={incident} />
          <Members incident={incident} onChanged={onChanged} />
        </div>
        <div>
          <WhatToDo incident={incident} />
          <Causes incident={incident} />
          <Affected incident={incident} />
        </div>
      </div>
    </>
  );
}
