import { builtFittingWorker } from '../../../../test/built-fitting-worker.js';
import { describeForecasterFitting } from '../../../../test/contracts/forecaster-fitting.contract.js';
import { WorkerThreadFitting } from './worker-thread-fitting.js';

describeForecasterFitting('A worker thread', () => new WorkerThreadFitting(builtFittingWorker));
