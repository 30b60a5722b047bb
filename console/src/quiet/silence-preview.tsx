import { useMemo } from 'react';
import type { Matchers } from '../../../src/http/quiet/silences.schema.js';
import { countText } from '../alerts/alert-groups.js';
import { previewSilence } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { Folded } from '../ui/folded.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { useSettled } from '../ui/use-settled.js';

/** Which of the alerts that fire now a silence would cover, before anybody relies on it. */
export function SilencePreview({ matchers }: { matchers: Matchers }) {
  const settled = useSettled(matchers);
  const key = useMemo(() => JSON.stringify(settled), [settled]);
  const preview = useResource(`silence ${key}`, (signal) => previewSilence(settled, signal));
  return (
    <div className="preview" role="status">
      <Loaded what="what it covers" resource={preview}>
        {({ total, items }) =>
          total === 0 ? (
            <Empty>It covers none of the alerts that fire now.</Empty>
          ) : (
            <Folded
              summary={
                <>
                  Covers <strong>{total === 1 ? '1 alert' : `${total} alerts`}</strong> that{' '}
                  {total === 1 ? 'fires' : 'fire'} now
                  {items.length === total && <span className="muted">{countText(items)}</span>}
                </>
              }
            >
              <ul>
                {items.map(({ id, summary }) => (
                  <li key={id}>{summary}</li>
                ))}
              </ul>
              {items.length < total && <p className="muted">and {total - items.length} more</p>}
            </Folded>
          )
        }
      </Loaded>
    </div>
  );
}
