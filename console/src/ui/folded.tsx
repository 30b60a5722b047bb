import { useState } from 'react';
import type { ReactNode } from 'react';

interface FoldedProps {
  readonly summary: ReactNode;
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}

/** A line that opens to more; what is folded is not even made. What the operator chose stays. */
export function Folded({ summary, startsOpen = false, children }: FoldedProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <details className="folded" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children}
    </details>
  );
}
