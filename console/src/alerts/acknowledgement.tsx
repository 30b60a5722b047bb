import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { acknowledgeAlert } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { Instant } from '../format/time-zone.js';

interface AcknowledgementProps {
  readonly alert: AlertOut;
  readonly onChanged: () => void;
}

/** Who has taken the alert on, or the button to do so. */
export function Acknowledgement({ alert, onChanged }: AcknowledgementProps) {
  const { busy, problem, run } = useAction(async () => {
    await acknowledgeAlert(alert.id);
    onChanged();
  });
  if (alert.acknowledgedAt !== null) {
    return (
      <span className="muted">
        {alert.acknowledgedBy} <Instant at={alert.acknowledgedAt} />
      </span>
    );
  }
  if (alert.state === 'resolved') return <span className="muted">no</span>;
  return (
    <>
      <button type="button" disabled={busy} onClick={run} aria-label={`Acknowledge: ${alert.summary}`}>
        Acknowledge
      </button>
      {problem && (
        <span className="field-problem" role="alert">
          {problem.message}
        </span>
      )}
    </>
  );
}
