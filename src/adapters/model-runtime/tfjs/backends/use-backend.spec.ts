import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { machineOf, anAutoencoder } from '../../../../../test/contracts/model-runtime.contract.js';
import { builtModelWorker } from '../../../../../test/built-model-worker.js';
import { TfjsModelRuntime } from '../tfjs-model-runtime.js';
import type { BackendName } from './backend-name.js';

/** Of the machine that the test runs on nothing is used: which runtimes are installed there must not matter. */
describe('choosing what computes networks', () => {
  let nothingInstalled: string;
  beforeAll(async () => void (nothingInstalled = await mkdtemp(join(tmpdir(), 'plenum-runtimes-'))));
  afterAll(() => rm(nothingInstalled, { recursive: true }));
  const open = (wanted: BackendName | 'auto', folder = nothingInstalled) =>
    new TfjsModelRuntime(wanted, builtModelWorker, folder);

  it('takes WebAssembly on a fresh installation, and says why nothing faster', async () => {
    const { name, device, passedOver } = await open('auto').backend();
    expect({ name, device }).toEqual({ name: 'wasm', device: 'WebAssembly on one core' });
    expect(passedOver.map((each) => each.name)).toEqual(['node-gpu', 'node', 'webgpu']);
    for (const { reason } of passedOver) expect(reason).toMatch(/^it is not installed, there is no /);
  });

  it('takes the one that is asked for, though it is not the fastest', async () => {
    expect(await open('cpu').backend()).toMatchObject({ name: 'cpu', passedOver: [] });
  });

  it.each(['node-gpu', 'node', 'webgpu'] as const)(
    'says how to install %s where it is asked for and missing',
    async (name) => {
      await expect(open(name).train(machineOf(50), anAutoencoder)).rejects.toMatchObject({
        code: 'invalid_configuration',
        message: expect.stringMatching(new RegExp(`"${name}" cannot be used here: .*npm run runtimes -- ${name}"`)),
      });
    },
  );

  it('passes over one whose installation is damaged', async () => {
    const damaged = await mkdtemp(join(tmpdir(), 'plenum-runtimes-'));
    await mkdir(join(damaged, 'node'));
    const { name, passedOver } = await open('auto', damaged).backend();
    expect(name).toBe('wasm');
    expect(passedOver.find((each) => each.name === 'node')?.reason).toContain('@tensorflow/tfjs-node');
    await rm(damaged, { recursive: true });
  });
});
