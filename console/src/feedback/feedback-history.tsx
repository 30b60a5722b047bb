import type { FeedbackOut } from '../../../src/http/feedback/feedback.schema.js';
import { Instant } from '../format/time-zone.js';

type FeedbackEntry = FeedbackOut['history'][number];

const words: Readonly<Record<FeedbackEntry['verdict'], string>> = {
  real: 'real',
  'not-anomaly': 'not an anomaly',
  withdrawn: 'withdrawn',
};

/** Who has said what, the newest first; nothing while nobody has. */
export function FeedbackHistory({ history }: { history: readonly FeedbackEntry[] }) {
  if (history.length === 0) return null;
  return (
    <ul className="feedback-history" aria-label="Feedback so far">
      {history.map(({ id, at, by, verdict, comment, undoneBy }) => (
        <li key={id}>
          <Instant at={at} /> {by}: <strong>{words[verdict]}</strong>
          {comment !== '' && <span className="muted"> – {comment}</span>}
          {undoneBy !== null && <span className="muted"> (undone by a roll-back of the model)</span>}
        </li>
      ))}
    </ul>
  );
}
