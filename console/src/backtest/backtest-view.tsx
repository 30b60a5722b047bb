import { useState } from 'react';
import { cancelBacktest, getBacktest, startBacktest } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { useResource } from '../api/use-resource.js';
import { Problem } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useRepeat } from '../ui/use-repeat.js';
import { BacktestForm } from './backtest-form.js';
import { BacktestReport } from './backtest-report.js';

const askEveryMs = 1_000;

/** Detection settings tried on stored history, before anybody enables them. */
export function BacktestView() {
  const [job, setJob] = useState<string | undefined>(undefined);
  const { busy, problem, run } = useAction(async (wish: Parameters<typeof startBacktest>[0]) => {
    setJob((await startBacktest(wish)).id);
  });
  return (
    <>
      <div className="view-head">
        <h1>Backtest</h1>
      </div>
      <Panel title="Proposal">
        <p className="panel-text muted">
          Tries detection settings on what is stored, and tells which alerts they would have raised. Nothing is changed.
        </p>
        <BacktestForm busy={busy} onStart={run} />
        <Problem problem={problem} />
      </Panel>
      {job !== undefined && <BacktestOutcome key={job} id={job} />}
    </>
  );
}

function BacktestOutcome({ id }: { id: string }) {
  const job = useResource(`backtest ${id}`, (signal) => getBacktest(id, signal));
  const cancel = useAction(async () => {
    await cancelBacktest(id);
    job.reload();
  });
  const isRunning = job.data?.state === 'running';
  useRepeat(askEveryMs, () => {
    if (isRunning) job.reload();
  });
  return (
    <Panel title="Alerts that it would have raised">
      <Problem problem={job.problem ?? cancel.problem} onRetry={job.reload} />
      <div className="backtest">
        {job.data && isRunning && (
          <p>
            <progress value={job.data.progress} aria-label="Progress" />{' '}
            <button type="button" disabled={cancel.busy} onClick={cancel.run}>
              Cancel
            </button>
          </p>
        )}
        {job.data?.state === 'cancelled' && <p>It was cancelled.</p>}
        {job.data?.state === 'failed' && <p role="alert">It failed: {job.data.problem}</p>}
        {job.data?.report && <BacktestReport report={job.data.report} />}
      </div>
    </Panel>
  );
}
