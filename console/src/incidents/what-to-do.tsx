import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { Panel } from '../ui/panel.js';

/** The steps that the runbook knows for this kind of cause. */
export function WhatToDo({ incident: { runbook } }: { incident: IncidentDetailOut }) {
  if (runbook.steps.length === 0) return null;
  return (
    <Panel title="What to do">
      <ol className="steps">
        {runbook.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Panel>
  );
}
