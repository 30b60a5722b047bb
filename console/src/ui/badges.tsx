import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';

/** Marks what the digital twin made; shown wherever such data is. */
export function SimulatedBadge({ when }: { when: boolean }) {
  if (!when) return null;
  return (
    <span className="badge badge-simulated" title="Made by the digital twin, not measured">
      Simulated
    </span>
  );
}

export function SeverityBadge({ severity }: { severity: AlertOut['severity'] }) {
  return <span className={`badge badge-${severity}`}>{severity}</span>;
}
