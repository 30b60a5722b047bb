// The thread in which forecasters are fitted: it computes while the event loop of the service goes on. One task, then it ends.
import { parentPort, workerData } from 'node:worker_threads';
import { DomainError, messageOf } from '../../../domain/errors.js';
import { forecasters, isForecasterName } from '../../../domain/forecasting/catalogue.js';
import type { FittingAnswer, FittingTask } from './fitting-messages.js';

parentPort?.postMessage(answer(workerData as FittingTask));

function answer({ forecaster, training, options }: FittingTask): FittingAnswer {
  try {
    if (!isForecasterName(forecaster)) throw new DomainError('invalid_input', `there is no forecaster ${forecaster}`);
    return { saved: forecasters[forecaster]().fit(training, options).save() };
  } catch (error) {
    const { code, details } = error instanceof DomainError ? error : { code: 'internal' as const, details: {} };
    return { failure: { code, message: messageOf(error), details } };
  }
}
