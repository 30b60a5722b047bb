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

/** How many alerts are open, beside the name of what they are of; nothing when there are none. */
export function AlertCount({ count, worst = 'critical' }: { count: number; worst?: AlertOut['severity'] | undefined }) {
  if (count === 0) return null;
  return (
    <span className={`count count-${worst}`}>
      <span className="hidden">, </span>
      <span data-count>{count}</span>
      <span className="hidden"> open alerts</span>
    </span>
  );
}

export function SeverityBadge({ severity }: { severity: AlertOut['severity'] }) {
  return <span className={`badge badge-${severity}`}>{severity}</span>;
}
