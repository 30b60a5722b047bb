import { useState } from 'react';
import type { Matchers } from '../../../src/http/quiet/silences.schema.js';
import { Field } from '../ui/field.js';
import { listOf } from '../format/list.js';
import { conditions } from './matchers-text.js';
import type { ConditionName } from './matchers-text.js';

interface MatcherFieldsProps {
  readonly value: Matchers;
  readonly onChange: (value: Matchers) => void;
}

/** The conditions as text, each a list with commas; `*` and `?` stand for other characters. */
export function MatcherFields({ value, onChange }: MatcherFieldsProps) {
  return (
    <div className="form-grid">
      {conditions.map(({ name, label, hint }) => (
        <Condition
          key={name}
          label={label}
          hint={hint}
          initial={value[name] ?? []}
          onChange={(list) => onChange(withCondition(value, name, list))}
        />
      ))}
    </div>
  );
}

interface ConditionProps {
  readonly label: string;
  readonly hint: string;
  readonly initial: readonly string[];
  readonly onChange: (list: string[]) => void;
}

/** Keeps the text as it is typed; the list is what is read from it. */
function Condition({ label, hint, initial, onChange }: ConditionProps) {
  const [text, setText] = useState(() => initial.join(', '));
  return (
    <Field label={label} hint={hint}>
      <input
        type="text"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(listOf(event.target.value));
        }}
      />
    </Field>
  );
}

/** A condition without a name demands nothing and is left out. */
function withCondition(matchers: Matchers, name: ConditionName, list: string[]): Matchers {
  const { [name]: _before, ...others } = matchers;
  return list.length === 0 ? others : { ...others, [name]: list };
}
