import { useState } from 'react';
import type { DeadLetterOut, DeadLetterPage } from '../../../src/http/intake/dead-letters.schema.js';
import { getDeadLetters, redriveDeadLetters } from '../api/endpoints.js';
import type { RedriveResult, RedriveTarget } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { usePages } from '../api/use-pages.js';
import { Choice } from '../ui/choice.js';
import { Loaded } from '../ui/loaded.js';
import { LoadMore } from '../ui/load-more.js';
import { Empty, Problem } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useRepeat } from '../ui/use-repeat.js';
import { DeadLetterList } from './dead-letter-list.js';
import { RejectionCounts } from './rejection-counts.js';

const statuses = ['waiting', 'redriven', 'all'] as const;
const lookAgainMs = 5_000;

/** Refused input: how much of it and why, and each piece with its bytes, to be repaired or tried again. */
export function IntakeView() {
  const [code, setCode] = useState<DeadLetterOut['code'] | undefined>(undefined);
  const [status, setStatus] = useState<(typeof statuses)[number]>('waiting');
  const [outcome, setOutcome] = useState<RedriveResult | undefined>(undefined);
  const query = { code, status: status === 'all' ? undefined : status, limit: 50 };
  const pages = usePages<DeadLetterOut, DeadLetterPage>(`dead letters ${JSON.stringify(query)}`, (cursor, signal) =>
    getDeadLetters({ ...query, cursor }, signal),
  );
  const isFirstPageOnly = pages.items.length <= query.limit;
  useRepeat(lookAgainMs, () => {
    if (isFirstPageOnly) pages.first.reload();
  });
  const redrive = useAction(async (target: RedriveTarget) => {
    setOutcome(await redriveDeadLetters(target));
    pages.first.reload();
  });

  return (
    <>
      <div className="view-head">
        <h1>Intake</h1>
        <Choice label="Status" options={statuses} value={status} onChange={setStatus} />
      </div>
      <p className="view-text muted">
        Telemetry that could not be taken is kept here as it came, with the reason. Once the reason is gone, such as a
        unit that is known by now, it can be taken again.
      </p>
      <Loaded what="dead letters" resource={pages.first}>
        {({ counts }) => (
          <>
            <RejectionCounts counts={counts} selected={code} onSelect={setCode} />
            <Panel
              title={code === undefined ? 'Refused input' : `Refused input: ${code}`}
              aside={
                <button
                  type="button"
                  disabled={redrive.busy || pages.items.length === 0}
                  onClick={() => redrive.run(code === undefined ? {} : { code })}
                >
                  {code === undefined ? 'Re-drive all waiting' : `Re-drive all waiting ${code}`}
                </button>
              }
            >
              <Problem problem={redrive.problem} />
              {outcome && (
                <p className="notice" role="status">
                  Tried {outcome.tried}: {outcome.accepted} accepted, {outcome.rejected} refused again.
                </p>
              )}
              {pages.items.length === 0 ? (
                <Empty>{status === 'waiting' ? 'Nothing waits: all input was taken.' : 'There is none.'}</Empty>
              ) : (
                <>
                  <DeadLetterList
                    letters={pages.items}
                    busy={redrive.busy}
                    onRedrive={(id) => redrive.run({ ids: [id] })}
                  />
                  <LoadMore pages={pages} />
                </>
              )}
            </Panel>
          </>
        )}
      </Loaded>
    </>
  );
}
