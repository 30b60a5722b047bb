import { useState } from 'react';
import type { VersionOut } from '../../../src/http/detectors/versions.schema.js';
import { rollBack } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { Instant } from '../format/time-zone.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { Problem } from '../ui/notice.js';

const scopes = ['all series', 'one asset', 'one series'] as const;
type Scope = (typeof scopes)[number];

interface RollBackFormProps {
  readonly version: VersionOut;
  readonly onRolledBack: () => void;
}

/** Which series go back to a version, and what that means; says when it is ordered. */
export function RollBackForm({ version, onRolledBack }: RollBackFormProps) {
  const [scope, setScope] = useState<Scope>('all series');
  const [target, setTarget] = useState('');
  const [isDone, setDone] = useState(false);
  const { busy, problem, run } = useAction(async () => {
    await rollBack(version.id, scopeOf(scope, target.trim()));
    setDone(true);
    onRolledBack();
  });
  if (isDone) {
    return (
      <p className="notice" role="status">
        It is ordered: the detectors go back before they judge their next points.
      </p>
    );
  }
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <p>
        Back to <strong>{version.name}</strong> of <Instant at={version.orderedAt} />. Feedback given since is undone
        for these series. Open alerts stay open. What is known now is kept as a version first, so this can be undone.
      </p>
      <Choice
        label="Which"
        options={scopes}
        value={scope}
        onChange={(next) => {
          setScope(next);
          setTarget('');
        }}
      />
      {scope === 'one asset' && (
        <Field label="Asset" hint="Its own series alone, not those of what stands in it.">
          <input type="text" required value={target} onChange={(event) => setTarget(event.target.value)} />
        </Field>
      )}
      {scope === 'one series' && (
        <Field label="Series" hint="The number at the end of the address of its page.">
          <input
            type="number"
            min={1}
            step={1}
            required
            value={target}
            onChange={(event) => setTarget(event.target.value)}
          />
        </Field>
      )}
      <Problem problem={problem} />
      <button type="submit" className="primary" disabled={busy}>
        Roll back {scope === 'all series' ? scope : `this ${scope === 'one asset' ? 'asset' : 'series'}`}
      </button>
    </form>
  );
}

function scopeOf(scope: Scope, target: string) {
  if (scope === 'all series') return {};
  return scope === 'one asset' ? { asset: target } : { series: Number(target) };
}
