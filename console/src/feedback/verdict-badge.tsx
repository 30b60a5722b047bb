import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';

const words = { real: 'Real', 'not-anomaly': 'Not an anomaly' } as const;

/** What an operator has said of an alert or incident; nothing while nobody has. */
export function VerdictBadge({ verdict }: Pick<AlertOut, 'verdict'>) {
  if (verdict === null) return null;
  return (
    <span className={`badge verdict-${verdict}`} title="What operators said of it last">
      {words[verdict]}
    </span>
  );
}
