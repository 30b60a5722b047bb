import { describe, expect, it } from '@jest/globals';
import { checkServiceTraining, checkTraining, judgeTraining } from './training.js';

describe('what networks are trained on', () => {
  it('is told with the reason why nothing faster is', () => {
    const passedOver = [
      { name: 'node', reason: 'it is not installed, there is no /runtimes/node' },
      { name: 'webgpu', reason: 'there is no GPU with a Vulkan driver' },
    ];
    expect(judgeTraining({ name: 'wasm', device: 'WebAssembly on one core', passedOver })).toEqual({
      check: 'training',
      status: 'ok',
      found:
        'plenum train computes on WebAssembly on one core, wasm (passed over: node: it is not installed, there is no /runtimes/node; webgpu: there is no GPU with a Vulkan driver)',
    });
  });

  it('is told in short where nothing is faster', () => {
    const { found } = judgeTraining({ name: 'node-gpu', device: 'libtensorflow on the GPU', passedOver: [] });
    expect(found).toBe('plenum train computes on libtensorflow on the GPU, node-gpu');
  });

  it('fails where the service is told to use what cannot be had', async () => {
    const missing = () => Promise.reject(new Error('The model backend "node" cannot be used here'));
    expect(await checkServiceTraining('node', missing)).toMatchObject({
      status: 'fail',
      advice: 'or unset PLENUM_MODEL_BACKEND',
    });
    expect(await checkTraining(missing)).toMatchObject({ status: 'fail', advice: 'run npm ci' });
  });
});
