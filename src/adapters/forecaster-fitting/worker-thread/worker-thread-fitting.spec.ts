import { describeForecasterFitting } from '../../../../test/contracts/forecaster-fitting.contract.js';
import { WorkerThreadFitting } from './worker-thread-fitting.js';

/** As built: a thread starts from JavaScript, which the tests' own sources are not. `npm test` builds first. */
const builtWorker = new URL(
  '../../../../dist/src/adapters/forecaster-fitting/worker-thread/fitting-worker.js',
  import.meta.url,
);

describeForecasterFitting('A worker thread', () => new WorkerThreadFitting(builtWorker));
