import { DomainError } from '../../../domain/errors.js';
import type { NetworkSpec, TrainingSet } from '../../../domain/networks/network-spec.js';
import {
  type BackendInUse,
  type LoadedModel,
  type ModelFiles,
  ModelRuntime,
  type TrainedModel,
  type TrainOptions,
} from '../../../ports/model-runtime.js';
import type { BackendName } from './backends/backend-name.js';
import { installedRuntimes } from './backends/runtimes-folder.js';
import { WorkerLine } from './worker-line.js';

const builtWorker = new URL('./tfjs-worker.js', import.meta.url);

/**
 * TensorFlow.js in a worker thread. The thread is there while a model is loaded or trained, and no longer: with it goes
 * the memory of the library. One that dies is replaced at the next call, and models that were loaded are loaded again.
 */
export class TfjsModelRuntime extends ModelRuntime {
  readonly #models = new Map<number, ModelFiles>();
  #line: WorkerLine | undefined;
  /** Which of the models the worker of `#line` has. */
  #there = new Set<number>();
  #lastModel = 0;
  #isClosed = false;

  constructor(
    private readonly wanted: BackendName | 'auto',
    private readonly workerFile = builtWorker,
    private readonly runtimesFolder = installedRuntimes,
  ) {
    super();
  }

  /** The thread stays for what is asked next. */
  async backend(): Promise<BackendInUse> {
    return await this.#aliveLine().ask({ kind: 'backend' }).answer;
  }

  async train(set: TrainingSet, spec: NetworkSpec, options: TrainOptions = {}): Promise<TrainedModel> {
    const { signal, onEpoch, onState, resumeFrom } = options;
    signal?.throwIfAborted();
    const line = this.#aliveLine();
    const task = { kind: 'train', set, spec, tellsState: onState !== undefined, resumeFrom } as const;
    const { id, answer } = line.ask(task, (progress, state) => {
      if (state) onState?.(state);
      onEpoch?.(progress);
    });
    const cancel = () => line.cancel(id);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await answer;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      await this.#rest();
    }
  }

  async load(files: ModelFiles): Promise<LoadedModel> {
    const model = ++this.#lastModel;
    this.#models.set(model, files);
    try {
      const layers = await this.#bring(model, files);
      return {
        layers,
        predict: (inputs) => this.#predict(model, inputs),
        dispose: () => this.#dispose(model),
      };
    } catch (error) {
      await this.#dispose(model);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#models.clear();
    await this.#line?.end();
  }

  async #predict(model: number, inputs: Float32Array): Promise<Float32Array> {
    const files = this.#models.get(model);
    if (!files) throw new Error('BUG: the model was disposed of');
    const line = this.#aliveLine();
    if (!this.#there.has(model)) await this.#bring(model, files);
    return line.ask({ kind: 'predict', model, inputs }).answer;
  }

  async #bring(model: number, files: ModelFiles): Promise<LoadedModel['layers']> {
    const layers = await this.#aliveLine().ask({ kind: 'load', model, files }).answer;
    this.#there.add(model);
    return layers;
  }

  async #dispose(model: number): Promise<void> {
    const isLoaded = this.#models.delete(model);
    if (isLoaded && this.#there.delete(model) && this.#line?.isGone === false) {
      await this.#line.ask({ kind: 'dispose', model }).answer;
    }
    await this.#rest();
  }

  #aliveLine(): WorkerLine {
    if (this.#isClosed) throw new DomainError('unavailable', 'The runtime of the models is closed');
    if (this.#line?.isGone !== false) {
      this.#line = new WorkerLine(this.workerFile, { wanted: this.wanted, runtimesFolder: this.runtimesFolder });
      this.#there = new Set();
    }
    return this.#line;
  }

  /** Ends the worker when nothing is left for it. */
  async #rest(): Promise<void> {
    if (this.#models.size === 0 && this.#line?.isIdle === true) await this.#line.end();
  }
}
