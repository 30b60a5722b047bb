import { Worker } from 'node:worker_threads';
import { DomainError, messageOf } from '../../../domain/errors.js';
import type { TrainingProgress } from '../../../ports/model-runtime.js';
import type { WantedBackend } from './backends/use-backend.js';
import type { FromWorker, ToWorker, WorkerAnswer, WorkerAnswers, WorkerTask } from './worker-messages.js';

type OnProgress = (progress: TrainingProgress, state: Uint8Array | undefined) => void;

interface Asked<K extends WorkerTask['kind']> {
  /** For `cancel`. */
  readonly id: number;
  readonly answer: Promise<WorkerAnswers[K]>;
}

interface Waiting {
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: OnProgress | undefined;
}

/** One worker thread and the tasks that it has. Once it is gone for whatever reason, it stays gone. */
export class WorkerLine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #gone: DomainError | undefined;

  constructor(file: URL, backend: WantedBackend) {
    // Not the flags of this process: those of a test runner or an inspector are not the worker's.
    this.#worker = new Worker(file, { workerData: backend, execArgv: [], name: 'models' });
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => this.#end(messageOf(error)));
    this.#worker.on('exit', (code) => this.#end(`it ended with exit code ${code}`));
    // A worker that only waits keeps no process alive.
    this.#worker.unref();
  }

  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  get isIdle(): boolean {
    return this.#waiting.size === 0;
  }

  /** Rejects with `unavailable`, retriable, when the worker ends before the answer. */
  ask<K extends WorkerTask['kind']>(task: Extract<WorkerTask, { kind: K }>, onProgress?: OnProgress): Asked<K> {
    const id = ++this.#lastId;
    const answer = new Promise<WorkerAnswer>((resolve, reject) => {
      if (this.#gone) {
        reject(this.#gone);
        return;
      }
      this.#waiting.set(id, { resolve, reject, onProgress });
      this.#worker.ref();
      this.#post({ id, task });
    });
    // The worker answers each kind of task with its kind of answer.
    return { id, answer: answer as Promise<WorkerAnswers[K]> };
  }

  cancel(id: number): void {
    if (!this.#gone) this.#post({ cancel: id });
  }

  async end(): Promise<void> {
    this.#end('it was closed');
    await this.#worker.terminate();
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if ('progress' in message) {
      waiting.onProgress?.(message.progress, message.state);
      return;
    }
    this.#waiting.delete(message.id);
    if (this.isIdle) this.#worker.unref();
    if ('answer' in message) waiting.resolve(message.answer);
    else waiting.reject(new DomainError(message.failure.code, message.failure.message));
  }

  #end(why: string): void {
    this.#gone ??= new DomainError('unavailable', `The worker of the models is gone: ${why}`, { retriable: true });
    for (const { reject } of this.#waiting.values()) reject(this.#gone);
    this.#waiting.clear();
  }
}
