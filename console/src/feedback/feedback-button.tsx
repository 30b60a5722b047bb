import { useState } from 'react';
import type { FeedbackSubject } from '../api/endpoints.js';
import { Dialog } from '../ui/dialog.js';
import { FeedbackForm } from './feedback-form.js';

interface FeedbackButtonProps {
  readonly on: FeedbackSubject;
  readonly id: string;
  /** What the alert or incident says of itself. */
  readonly what: string;
  readonly onChanged?: () => void;
}

/** Opens the form in which an operator says whether an alert or incident was real. */
export function FeedbackButton({ on, id, what, onChanged }: FeedbackButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" aria-label={`Feedback: ${what}`} onClick={() => setOpen(true)}>
        Feedback
      </button>
      {isOpen && (
        <Dialog title="Was it real?" onClose={() => setOpen(false)}>
          <FeedbackForm on={on} id={id} what={what} onChanged={onChanged} />
        </Dialog>
      )}
    </>
  );
}
