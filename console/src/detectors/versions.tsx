import { useState } from 'react';
import { getVersions, takeVersion } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { useResource } from '../api/use-resource.js';
import { Field } from '../ui/field.js';
import { Loaded } from '../ui/loaded.js';
import { Empty, Problem } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useRepeat } from '../ui/use-repeat.js';
import { VersionTable } from './version-table.js';

/** Versions are taken by the service, too: each day, and before feedback and roll-backs. */
const lookAgainMs = 15_000;

/** What the detectors had learned at some times, the way to go back to it, and to keep what they know now. */
export function Versions() {
  const versions = useResource('versions', getVersions);
  useRepeat(lookAgainMs, versions.reload);
  return (
    <Panel title="What they have learned">
      <p className="panel-text muted">
        Detectors learn what is usual from every point. A version keeps what they know at the time; going back to it
        undoes what they have learned since, such as a wrong “not an anomaly”.
      </p>
      <TakeVersion onTaken={versions.reload} />
      <Loaded what="versions" resource={versions}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>No version has been kept yet. The first is taken within a day, or now by the button above.</Empty>
          ) : (
            <VersionTable versions={items} onRolledBack={versions.reload} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function TakeVersion({ onTaken }: { onTaken: () => void }) {
  const [name, setName] = useState('');
  const { busy, problem, run } = useAction(async () => {
    await takeVersion(name.trim());
    setName('');
    onTaken();
  });
  return (
    <form
      className="form-row"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <Field label="Name of a new version">
        <input
          type="text"
          maxLength={200}
          size={28}
          placeholder="such as before the new racks"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <button type="submit" disabled={busy}>
        Keep a version now
      </button>
      <Problem problem={problem} />
    </form>
  );
}
