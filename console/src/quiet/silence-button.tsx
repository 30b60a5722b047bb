import { useState } from 'react';
import type { Matchers } from '../../../src/http/quiet/silences.schema.js';
import { Dialog } from '../ui/dialog.js';
import { SilenceForm } from './silence-form.js';

interface SilenceButtonProps {
  readonly label: string;
  /** What is silenced; names the button. */
  readonly what: string;
  readonly matchers: Matchers;
  readonly onCreated?: () => void;
}

/** Opens the form of a new silence, filled in for what stands beside the button. */
export function SilenceButton({ label, what, matchers, onCreated }: SilenceButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" aria-label={`${label}: ${what}`} onClick={() => setOpen(true)}>
        {label}
      </button>
      {isOpen && (
        <Dialog title="Silence" onClose={() => setOpen(false)}>
          <SilenceForm
            initial={matchers}
            onCreated={() => {
              setOpen(false);
              onCreated?.();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
