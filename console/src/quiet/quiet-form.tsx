import type { ReactNode } from 'react';
import { Field } from '../ui/field.js';
import { Problem } from '../ui/notice.js';

interface QuietFormProps {
  readonly about: string;
  readonly submit: string;
  readonly busy: boolean;
  readonly problem: Parameters<typeof Problem>[0]['problem'];
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** What the forms of silences and of maintenance windows have in common; their own fields are the children. */
export function QuietForm({ about, submit, busy, problem, onSubmit, children }: QuietFormProps) {
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <p className="muted">{about}</p>
      {children}
      <Problem problem={problem} />
      <button type="submit" className="primary" disabled={busy}>
        {submit}
      </button>
    </form>
  );
}

/** Why it is quiet, for those who come later. */
export function WhyField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Field label="Why">
      <input type="text" required maxLength={1000} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
