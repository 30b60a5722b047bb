import type { Backend } from './backend.js';

/** WebAssembly, which comes with the installation. */
export const wasm: Backend = {
  registeredAs: 'wasm',
  async register() {
    const { setThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
    // Several threads sum in an order of their own, and training stands back behind the service anyway.
    setThreadsCount(1);
    return { device: 'WebAssembly on one core' };
  },
};
