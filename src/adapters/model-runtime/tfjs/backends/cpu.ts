import type { Backend } from './backend.js';

/** Plain JavaScript. */
export const cpu: Backend = {
  registeredAs: 'cpu',
  async register() {
    await import('@tensorflow/tfjs-backend-cpu');
    return { device: 'plain JavaScript on one core' };
  },
};
