import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { DomainError, messageOf } from '../../../domain/errors.js';
import type { EvenSeries } from '../../../domain/forecasting/even-series.js';
import type { FitOptions } from '../../../domain/forecasting/forecaster.js';
import type { SavedForecaster } from '../../../domain/forecasting/saved-forecaster.js';
import { ForecasterFitting } from '../../../ports/forecaster-fitting.js';
import type { FittingAnswer, FittingTask } from './fitting-messages.js';

const builtWorker = new URL('./fitting-worker.js', import.meta.url);

/** Fits in a worker thread of its own, one after the other, whoever asks: one core is enough to give away. */
export class WorkerThreadFitting extends ForecasterFitting {
  #turn: Promise<unknown> = Promise.resolve();
  #worker: Worker | undefined;
  #isClosed = false;

  constructor(private readonly workerFile = builtWorker) {
    super();
  }

  fit(forecaster: string, training: readonly EvenSeries[], options: FitOptions): Promise<SavedForecaster> {
    const fitted = this.#turn.then(() => this.#fit({ forecaster, training, options }));
    this.#turn = fitted.catch(() => undefined);
    return fitted;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker?.terminate();
    await this.#turn;
  }

  async #fit(task: FittingTask): Promise<SavedForecaster> {
    if (this.#isClosed) throw brokenOff('it was closed');
    // Not the flags of this process: those of a test runner or an inspector are not the worker's.
    const worker = new Worker(this.workerFile, { workerData: task, execArgv: [], name: 'forecaster fitting' });
    this.#worker = worker;
    try {
      const ended = once(worker, 'exit').then(([code]): never => {
        throw brokenOff(`it ended with exit code ${String(code)}`);
      });
      const told = once(worker, 'message').then(([answer]) => answer as FittingAnswer);
      return savedIn(await Promise.race([told, ended]));
    } catch (error) {
      throw error instanceof DomainError ? error : brokenOff(messageOf(error));
    } finally {
      this.#worker = undefined;
      await worker.terminate();
    }
  }
}

function savedIn(answer: FittingAnswer): SavedForecaster {
  if ('saved' in answer) return answer.saved;
  const { code, message, details } = answer.failure;
  throw new DomainError(code, message, { details });
}

function brokenOff(why: string): DomainError {
  return new DomainError('unavailable', `The worker that fits forecasters is gone: ${why}`, { retriable: true });
}
