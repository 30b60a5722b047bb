import type { Layer } from '../../../domain/networks/layer.js';
import type { NetworkSpec, TrainingSet } from '../../../domain/networks/network-spec.js';
import type { ErrorCode } from '../../../domain/errors.js';
import type { BackendInUse, ModelFiles, TrainedModel, TrainingProgress } from '../../../ports/model-runtime.js';

/** What the worker is asked to do. `model` is a number that the asker gives a loaded model. */
export type WorkerTask =
  | { readonly kind: 'backend' }
  | TrainTask
  | { readonly kind: 'load'; readonly model: number; readonly files: ModelFiles }
  | { readonly kind: 'predict'; readonly model: number; readonly inputs: Float32Array }
  | { readonly kind: 'dispose'; readonly model: number };

export interface TrainTask {
  readonly kind: 'train';
  readonly set: TrainingSet;
  readonly spec: NetworkSpec;
  /** Whether each epoch is told with its state. */
  readonly tellsState: boolean;
  readonly resumeFrom: Uint8Array | undefined;
}

/** What each kind of task is answered with. */
export interface WorkerAnswers {
  readonly backend: BackendInUse;
  readonly train: TrainedModel;
  readonly load: readonly Layer[];
  readonly predict: Float32Array;
  readonly dispose: undefined;
}
export type WorkerAnswer = WorkerAnswers[keyof WorkerAnswers];

export type ToWorker =
  | { readonly id: number; readonly task: WorkerTask }
  /** Ends the training of that id, which is then answered as cancelled. */
  | { readonly cancel: number };

export type FromWorker =
  | { readonly id: number; readonly progress: TrainingProgress; readonly state: Uint8Array | undefined }
  | { readonly id: number; readonly answer: WorkerAnswer }
  | { readonly id: number; readonly failure: { readonly code: ErrorCode; readonly message: string } };
