import type { DenseLayer } from '../domain/networks/dense-network.js';
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

export interface TrainedModel {
  readonly files: ModelFiles;
  /** Of the epoch whose weights were kept. */
  readonly best: TrainingProgress;
}

export interface TrainOptions {
  /** Ends the training; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onEpoch?: (progress: TrainingProgress) => void;
}

/** A model in the runtime's memory until it is disposed of. */
export interface LoadedModel {
  /** Its layers, for a `DenseNetwork`. */
  readonly layers: readonly DenseLayer[];
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
  /** Rejects with `invalid_input` when rows and network do not fit, or when the loss is no number any more. */
  abstract train(set: TrainingSet, spec: NetworkSpec, options?: TrainOptions): Promise<TrainedModel>;
  /** Rejects with `incompatible_data` when the files are damaged, or hold anything but fully connected layers. */
  abstract load(files: ModelFiles): Promise<LoadedModel>;
  /** Ends everything; what is under way rejects with `unavailable`. Idempotent. */
  abstract close(): Promise<void>;
}
