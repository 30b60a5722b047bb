import { useState } from 'react';
import { createMaintenance } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { listOf } from '../format/list.js';
import { useTimeZone } from '../format/time-zone.js';
import { Field } from '../ui/field.js';
import { instantOf } from './local-instant.js';
import { QuietForm, WhyField } from './quiet-form.js';
import { lengthMsOf, oneHourFromNow, SpanFields } from './quiet-span.js';

/** A new maintenance window: what is worked on, from when, for how long, whether each week, why. */
export function MaintenanceForm({ onCreated }: { onCreated: () => void }) {
  const { isUtc, timeZone } = useTimeZone();
  const [assets, setAssets] = useState('');
  const [includeFed, setIncludeFed] = useState(false);
  const [isWeekly, setWeekly] = useState(false);
  const [span, setSpan] = useState(oneHourFromNow);
  const [comment, setComment] = useState('');
  const { busy, problem, run } = useAction(async () => {
    const start = instantOf(span.start, isUtc) ?? new Date();
    await createMaintenance({
      assets: listOf(assets),
      includeFed,
      startsAt: start.toISOString(),
      endsAt: new Date(start.getTime() + lengthMsOf(span)).toISOString(),
      ...(isWeekly ? { weekly: { timeZone } } : {}),
      comment: comment.trim(),
    });
    onCreated();
  });
  return (
    <QuietForm
      about="Nobody is told of alerts of what is worked on, and the detectors learn nothing from it."
      submit="Plan"
      busy={busy}
      problem={problem}
      onSubmit={run}
    >
      <Field label="Assets" hint="Ids with commas: assets, racks, rooms. Each covers everything below it.">
        <input type="text" required value={assets} onChange={(event) => setAssets(event.target.value)} />
      </Field>
      <Check label="Also what they cool or feed" value={includeFed} onChange={setIncludeFed} />
      <SpanFields value={span} onChange={setSpan} />
      <Check label="Each week at this time" value={isWeekly} onChange={setWeekly} />
      <WhyField value={comment} onChange={setComment} />
    </QuietForm>
  );
}

interface CheckProps {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

function Check({ label, value, onChange }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
