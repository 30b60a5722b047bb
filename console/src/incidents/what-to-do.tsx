import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { Panel } from '../ui/panel.js';

/** The steps that the runbook knows for this kind of cause, what Plenum proposes, and where operators have written more. */
export function WhatToDo({ incident: { runbook } }: { incident: IncidentDetailOut }) {
  const { steps, actions, urls } = runbook;
  if (steps.length + actions.length + urls.length === 0) return null;
  return (
    <Panel title="What to do">
      <ol className="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {actions.length > 0 && <p className="muted">Proposed: {actions.join(' ')}</p>}
      {urls.map((url) => (
        <p key={url}>
          <a href={url} rel="noreferrer">
            {url}
          </a>
        </p>
      ))}
    </Panel>
  );
}
