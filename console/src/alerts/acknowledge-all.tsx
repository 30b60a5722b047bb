import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { acknowledgeAlert } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';

interface AcknowledgeAllProps {
  readonly place: string;
  readonly alerts: readonly AlertOut[];
  readonly onChanged: () => void;
}

/** Takes on all alerts of a place that nobody has taken on yet, one after the other. */
export function AcknowledgeAll({ place, alerts, onChanged }: AcknowledgeAllProps) {
  const waiting = alerts.filter((alert) => alert.acknowledgedAt === null);
  const { busy, problem, run } = useAction(async () => {
    for (const { id } of waiting) await acknowledgeAlert(id);
    onChanged();
  });
  if (waiting.length === 0) return <span className="muted">acknowledged</span>;
  return (
    <>
      <button type="button" disabled={busy} onClick={run} aria-label={`Acknowledge all of ${place}`}>
        {busy ? 'Acknowledging …' : `Acknowledge ${waiting.length === 1 ? 'it' : `all ${waiting.length}`}`}
      </button>
      {problem && (
        <span className="field-problem" role="alert">
          {problem.message}
        </span>
      )}
    </>
  );
}
