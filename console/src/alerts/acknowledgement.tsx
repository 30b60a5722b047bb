import { useAction } from '../api/use-action.js';
import { Instant } from '../format/time-zone.js';

interface AcknowledgementProps {
  /** The alert or incident. */
  readonly of: { readonly acknowledgedBy: string | null; readonly acknowledgedAt: string | null };
  /** What it says of itself; names the button. */
  readonly what: string;
  readonly isOver: boolean;
  /** Whether it is the next thing to do on its page. */
  readonly isMain?: boolean;
  readonly acknowledge: () => Promise<unknown>;
  readonly onChanged: () => void;
}

/** Who has taken an alert or incident on, or the button to do so. */
export function Acknowledgement({ of, what, isOver, isMain = false, acknowledge, onChanged }: AcknowledgementProps) {
  const { busy, problem, run } = useAction(async () => {
    await acknowledge();
    onChanged();
  });
  if (of.acknowledgedAt !== null) {
    return (
      <span className="muted">
        {of.acknowledgedBy} <Instant at={of.acknowledgedAt} />
      </span>
    );
  }
  if (isOver) return <span className="muted">not acknowledged</span>;
  return (
    <>
      <button
        type="button"
        className={isMain ? 'primary' : undefined}
        disabled={busy}
        onClick={run}
        aria-label={`Acknowledge: ${what}`}
      >
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
