// The thread in which TensorFlow.js lives: it computes while the event loop of the service goes on.
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { DomainError, messageOf } from '../../../domain/errors.js';
import type { TrainedModel } from '../../../ports/model-runtime.js';
import { shapesOf } from '../../../domain/networks/layer-shape.js';
import { useBackend, type WantedBackend } from './backends/use-backend.js';
import { filesOf } from './model-files.js';
import { ModelShelf } from './model-shelf.js';
import { trainNetwork } from './train-network.js';
import type { FromWorker, ToWorker, TrainTask, WorkerAnswer, WorkerTask } from './worker-messages.js';

const port = parentPort;
if (!port) throw new Error('BUG: runs in a worker thread only');
const tell = (message: FromWorker) => port.postMessage(message);

const backend = useBackend(workerData as WantedBackend);
// It is awaited with the first task, which hears of a failure.
backend.catch(() => undefined);

const shelf = new ModelShelf();
const cancelled = new Set<number>();
let turn = Promise.resolve();

port.on('message', (message: ToWorker) => {
  if ('cancel' in message) cancelled.add(message.cancel);
  else turn = turn.then(() => answer(message.id, message.task));
});

async function answer(id: number, task: WorkerTask): Promise<void> {
  try {
    await backend;
    tell({ id, answer: await work(id, task) });
  } catch (error) {
    const code = error instanceof DomainError ? error.code : 'internal';
    tell({ id, failure: { code, message: messageOf(error) } });
  } finally {
    cancelled.delete(id);
  }
}

async function work(id: number, task: WorkerTask): Promise<WorkerAnswer> {
  switch (task.kind) {
    case 'backend':
      return backend;
    case 'train':
      return train(id, task);
    case 'load':
      return shelf.load(task.model, task.files);
    case 'predict':
      return shelf.predict(task.model, task.inputs);
    case 'dispose':
      shelf.dispose(task.model);
      return undefined;
  }
}

async function train(id: number, { set, spec, tellsState, resumeFrom }: TrainTask): Promise<TrainedModel> {
  const { name } = await backend;
  const { layers, best } = await trainNetwork(set, spec, {
    ...{ backend: name, resumeFrom },
    afterEpoch: async (progress, state) => {
      tell({ id, progress, state: tellsState ? state() : undefined });
      // Lets a cancellation in.
      await setImmediate();
      if (cancelled.has(id)) throw new Error('cancelled');
    },
  });
  return { files: filesOf(shapesOf(set.inputColumns, spec.layers), layers), layers, best };
}
