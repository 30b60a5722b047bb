import { setTimeout as pause } from 'node:timers/promises';
import type { Backtest, BacktestReport } from '../../app/backtest.js';
import { DomainError } from '../../domain/errors.js';
import { callService, type ServiceAddress } from '../service-client.js';

const path = '/api/v1/detectors/backtests';
const askEveryMs = 500;

/** Has the running service try it, and waits. An interrupted wait (Ctrl-C) ends the backtest, too. */
export async function backtestOnService(
  address: ServiceAddress,
  wish: unknown,
  onProgress: (fraction: number) => void,
): Promise<BacktestReport> {
  let job = (await callService(address, 'POST', path, wish)) as Backtest;
  const place = `${path}/${encodeURIComponent(job.id)}`;
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  const isInterrupted = () => interrupt.signal.aborted;
  process.once('SIGINT', onInterrupt);
  try {
    while (job.state === 'running' && !isInterrupted()) {
      onProgress(job.progress);
      await pause(askEveryMs, undefined, { signal: interrupt.signal }).catch(onInterrupt);
      job = (await callService(address, isInterrupted() ? 'DELETE' : 'GET', place)) as Backtest;
    }
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
  if (job.report) return job.report;
  throw new DomainError(
    'invalid_input',
    `the backtest has ${job.state}${job.problem === null ? '' : `: ${job.problem}`}`,
  );
}
