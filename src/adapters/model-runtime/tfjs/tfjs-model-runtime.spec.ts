import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAutoencoder, describeModelRuntime, machineOf } from '../../../../test/contracts/model-runtime.contract.js';
import { builtModelWorker } from '../../../../test/built-model-worker.js';
import { TfjsModelRuntime } from './tfjs-model-runtime.js';

describeModelRuntime('TensorFlow.js on plain JavaScript', () => new TfjsModelRuntime('cpu', builtModelWorker));
describeModelRuntime('TensorFlow.js on WebAssembly', () => new TfjsModelRuntime('wasm', builtModelWorker));

describe('the worker of the models', () => {
  let dir: string;
  beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'plenum-worker-'))));
  afterAll(() => rm(dir, { recursive: true }));

  it('leaves the event loop free while it trains', async () => {
    const runtime = new TfjsModelRuntime('cpu', builtModelWorker);
    let turns = 0;
    const epochs: number[] = [];
    const training = runtime.train(
      machineOf(500),
      { ...anAutoencoder, epochs: 10 },
      { onEpoch: () => epochs.push(turns) },
    );
    const ended = training.then(() => true);
    const turn = async () => {
      await new Promise(setImmediate);
      turns++;
      return false;
    };
    while (!(await Promise.race([ended, turn()])));
    // A loop that waits for the training would make no turn between the epochs.
    expect(epochs.length).toBeGreaterThan(5);
    expect(new Set(epochs).size).toBeGreaterThan(1);
    await runtime.close();
  });

  it('that dies in the middle of a training says so, and the next one takes over with the models that were loaded', async () => {
    const runtime = new TfjsModelRuntime('cpu', await aWorkerThatDies(dir));
    const set = machineOf(100);
    const { files } = await runtime.train(set, { ...anAutoencoder, epochs: 1 });
    const model = await runtime.load(files);
    const before = await model.predict(set.inputs);
    const doomed = runtime.train(set, { ...anAutoencoder, seed: 666 });
    await expect(doomed).rejects.toMatchObject({ code: 'unavailable', retriable: true });
    expect(await model.predict(set.inputs)).toEqual(before);
    await runtime.close();
  });

  it('ends what is under way when the service stops', async () => {
    const runtime = new TfjsModelRuntime('cpu', builtModelWorker);
    const training = runtime.train(machineOf(500), { ...anAutoencoder, epochs: 100_000, patience: 100_000 });
    const ended = expect(training).rejects.toMatchObject({ code: 'unavailable' });
    await runtime.close();
    await ended;
  });
});

/** The real worker, but for one task at which it ends as a crash would. */
async function aWorkerThatDies(dir: string): Promise<URL> {
  const file = join(dir, 'worker.mjs');
  await writeFile(
    file,
    `import { parentPort } from 'node:worker_threads';
     await import(${JSON.stringify(builtModelWorker.href)});
     parentPort.on('message', ({ task }) => { if (task?.spec?.seed === 666) process.exit(9); });`,
  );
  return pathToFileURL(file);
}
