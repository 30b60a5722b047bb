import { useTimeZone } from '../format/time-zone.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';

const hourMs = 3_600_000;
const lengths = { '1 h': hourMs, '4 h': 4 * hourMs, '1 d': 24 * hourMs, '7 d': 168 * hourMs } as const;
type LengthName = keyof typeof lengths;
const lengthNames: readonly LengthName[] = ['1 h', '4 h', '1 d', '7 d'];

/** What the form holds of a time: when it begins (empty: now) and how long it is. */
export interface SpanDraft {
  readonly start: string;
  readonly length: LengthName;
}

export const oneHourFromNow: SpanDraft = { start: '', length: '1 h' };

export function lengthMsOf({ length }: SpanDraft): number {
  return lengths[length];
}

interface SpanFieldsProps {
  readonly value: SpanDraft;
  readonly onChange: (value: SpanDraft) => void;
}

/** Begin and length of a quiet time. */
export function SpanFields({ value, onChange }: SpanFieldsProps) {
  const { zoneName } = useTimeZone();
  return (
    <div className="form-line">
      <Field label={`Begins (${zoneName})`} hint="Empty: now.">
        <input
          type="datetime-local"
          value={value.start}
          onChange={(event) => onChange({ ...value, start: event.target.value })}
        />
      </Field>
      <div className="field">
        <span className="field-label">For</span>
        <Choice
          label="For"
          options={lengthNames}
          value={value.length}
          onChange={(length) => onChange({ ...value, length })}
        />
      </div>
    </div>
  );
}
