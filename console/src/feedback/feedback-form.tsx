import { useState } from 'react';
import type { FeedbackIn } from '../../../src/http/feedback/feedback.schema.js';
import type { FeedbackSubject } from '../api/endpoints.js';
import { getFeedback, giveFeedback, withdrawFeedback } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { useResource } from '../api/use-resource.js';
import { Field } from '../ui/field.js';
import { Loaded } from '../ui/loaded.js';
import { Problem } from '../ui/notice.js';
import { FeedbackHistory } from './feedback-history.js';

interface FeedbackFormProps {
  readonly on: FeedbackSubject;
  readonly id: string;
  readonly what: string;
  readonly onChanged?: (() => void) | undefined;
}

/** What each verdict does, the buttons to give it, and what was said before. */
export function FeedbackForm({ on, id, what, onChanged }: FeedbackFormProps) {
  const feedback = useResource(`feedback ${on} ${id}`, (signal) => getFeedback(on, id, signal));
  const [comment, setComment] = useState('');
  const { busy, problem, run } = useAction(async (verdict: FeedbackIn['verdict'] | 'withdrawn') => {
    if (verdict === 'withdrawn') await withdrawFeedback(on, id);
    else await giveFeedback(on, id, { verdict, comment: comment.trim() });
    setComment('');
    feedback.reload();
    onChanged?.();
  });
  return (
    <div className="dialog-body">
      <p>{what}</p>
      <Loaded what="feedback" resource={feedback}>
        {({ verdict, history }) => (
          <>
            <Field label="Comment" hint="For those who look at it later; may stay empty.">
              <input
                type="text"
                maxLength={2000}
                value={comment}
                onChange={(event) => setComment(event.target.value)}
              />
            </Field>
            <Verdict
              title="Real"
              effect="None of it counts as usual: the detectors forget that they have seen it."
              isChosen={verdict === 'real'}
              busy={busy}
              onChoose={() => run('real')}
            />
            <Verdict
              title="Not an anomaly"
              effect="The like of it alerts no more: the detectors of these series take it as usual."
              isChosen={verdict === 'not-anomaly'}
              busy={busy}
              onChoose={() => run('not-anomaly')}
            />
            <Problem problem={problem} />
            <FeedbackHistory history={history} />
            {verdict !== null && (
              <button type="button" disabled={busy} onClick={() => run('withdrawn')}>
                Withdraw what was said
              </button>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}

interface VerdictProps {
  readonly title: string;
  readonly effect: string;
  readonly isChosen: boolean;
  readonly busy: boolean;
  readonly onChoose: () => void;
}

function Verdict({ title, effect, isChosen, busy, onChoose }: VerdictProps) {
  return (
    <div className="verdict">
      <button type="button" aria-pressed={isChosen} disabled={busy} onClick={onChoose}>
        {title}
      </button>
      <span className="muted">{effect}</span>
    </div>
  );
}
