/** The worker that fits forecasters, as built: a thread starts from JavaScript, which the sources are not. `npm test` builds first. */
export const builtFittingWorker = new URL(
  '../dist/src/adapters/forecaster-fitting/worker-thread/fitting-worker.js',
  import.meta.url,
);
