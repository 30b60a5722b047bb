/** The worker of the models as built: a thread starts from JavaScript, which the tests' own sources are not. `npm test` builds first. */
export const builtModelWorker = new URL('../dist/src/adapters/model-runtime/tfjs/tfjs-worker.js', import.meta.url);
