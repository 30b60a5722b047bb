import { useState } from 'react';
import type { Matchers } from '../../../src/http/quiet/silences.schema.js';
import { severities } from '../alerts/severity.js';
import type { Severity } from '../alerts/severity.js';
import { createSilence } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { useTimeZone } from '../format/time-zone.js';
import { Choice } from '../ui/choice.js';
import { instantOf } from './local-instant.js';
import { MatcherFields } from './matcher-fields.js';
import { QuietForm, WhyField } from './quiet-form.js';
import { lengthMsOf, oneHourFromNow, SpanFields } from './quiet-span.js';
import { SilencePreview } from './silence-preview.js';

interface SilenceFormProps {
  readonly initial: Matchers;
  readonly onCreated: () => void;
}

const choices = ['all', ...severities] as const;

/** A new silence: what, from when, for how long, why; and which alerts of now it would cover. */
export function SilenceForm({ initial, onCreated }: SilenceFormProps) {
  const { isUtc } = useTimeZone();
  const [matchers, setMatchers] = useState(initial);
  const [span, setSpan] = useState(oneHourFromNow);
  const [comment, setComment] = useState('');
  const { busy, problem, run } = useAction(async () => {
    const start = instantOf(span.start, isUtc);
    const endsAt = new Date((start ?? new Date()).getTime() + lengthMsOf(span)).toISOString();
    await createSilence({
      matchers,
      ...(start ? { startsAt: start.toISOString() } : {}),
      endsAt,
      comment: comment.trim(),
    });
    onCreated();
  });
  return (
    <QuietForm
      about="Alerts that fit are recorded and shown, but nobody is told of them."
      submit="Silence"
      busy={busy}
      problem={problem}
      onSubmit={run}
    >
      <MatcherFields value={matchers} onChange={setMatchers} />
      <div className="field">
        <span className="field-label">Severity</span>
        <Choice
          label="Severity"
          options={choices}
          value={matchers.severity?.[0] ?? 'all'}
          onChange={(severity) => setMatchers(withSeverity(matchers, severity))}
        />
      </div>
      <SpanFields value={span} onChange={setSpan} />
      <WhyField value={comment} onChange={setComment} />
      <SilencePreview matchers={matchers} />
    </QuietForm>
  );
}

function withSeverity({ severity: _before, ...others }: Matchers, severity: Severity | 'all'): Matchers {
  return severity === 'all' ? others : { ...others, severity: [severity] };
}
