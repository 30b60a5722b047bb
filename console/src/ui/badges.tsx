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

interface OpenCountProps {
  readonly count: number;
  readonly of: 'alerts' | 'incidents';
  readonly worst: AlertOut['severity'] | undefined;
}

/** How many alerts or incidents are open, beside the name of their place, coloured by the worst; nothing when there are none. */
export function OpenCount({ count, of, worst = 'critical' }: OpenCountProps) {
  if (count === 0) return null;
  return (
    <span className={`count count-${worst}`}>
      <span className="hidden">, </span>
      <span data-count>{count}</span>
      <span className="hidden"> open {of}</span>
    </span>
  );
}

export function SeverityBadge({ severity }: { severity: AlertOut['severity'] }) {
  return <span className={`badge badge-${severity}`}>{severity}</span>;
}
