import type { Layer } from '../domain/networks/layer.js';
import type { NetworkSpec, TrainingSet } from '../domain/networks/network-spec.js';

/** A model as it is kept: the two files of TensorFlow.js' layers format, which other tools read too. */
export interface ModelFiles {
  /** `model.json`: topology, and name and shape of each weight. */
  readonly modelJson: string;
  /** `weights.bin`: the weights in that order, little-endian float32. */
  readonly weights: Uint8Array;
}

export interface TrainingProgress {
  /** From 1. */
  readonly epoch: number;
  readonly loss: number;
  /** NaN without validation rows. */
  readonly validationLoss: number;
}

/** What computes the networks of a runtime. */
export interface BackendInUse {
  readonly name: string;
  /** For people, such as the name of a GPU. */
  readonly device: string;
  /** Those that come before it in order, and why they are not taken. */
  readonly passedOver: readonly { readonly name: string; readonly reason: string }[];
}

export interface TrainedModel {
  readonly files: ModelFiles;
  /** What the files hold, for a `Network`. */
  readonly layers: readonly Layer[];
  /** Of the epoch whose weights were kept. */
  readonly best: TrainingProgress;
}

export interface TrainOptions {
  /** Ends the training; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onEpoch?: (progress: TrainingProgress) => void;
  /** Told after each epoch where the training stands, before `onEpoch`: bytes for `resumeFrom`, opaque. */
  readonly onState?: (state: Uint8Array) => void;
  /**
   * Where an earlier training of these rows and this network stood: it goes on from there and comes to the same result as if
   * it had never ended. Rejects with `incompatible_data` when it was another one, or on another backend.
   */
  readonly resumeFrom?: Uint8Array;
}

/** A model in the runtime's memory until it is disposed of. */
export interface LoadedModel {
  /** Its layers, for a `Network`. */
  readonly layers: readonly Layer[];
  /** Outputs for rows that lie one after the other in `inputs`. Rejects with `invalid_input` when they do not fit. */
  predict(inputs: Float32Array): Promise<Float32Array>;
  /** Frees what it holds. Idempotent. */
  dispose(): Promise<void>;
}

/**
 * Trains and runs neural networks beside the event loop, which it never blocks. What is under way when the runtime fails
 * rejects with `unavailable`, retriable; the next call finds a fresh one, with the loaded models in it.
 */
export abstract class ModelRuntime {
  /** What computes. Rejects with `invalid_configuration` when that cannot be had here. */
  abstract backend(): Promise<BackendInUse>;
  /** Rejects with `invalid_input` when rows and network do not fit, or when the loss is no number any more. */
  abstract train(set: TrainingSet, spec: NetworkSpec, options?: TrainOptions): Promise<TrainedModel>;
  /** Rejects with `incompatible_data` when the files are damaged, or hold layers that cannot be run here. */
  abstract load(files: ModelFiles): Promise<LoadedModel>;
  /** Ends everything; what is under way rejects with `unavailable`. Idempotent. */
  abstract close(): Promise<void>;
}
