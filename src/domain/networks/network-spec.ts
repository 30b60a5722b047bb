import type { Activation } from './layer.js';

/** A layer to be trained. */
export type LayerSpec = DenseSpec | ConvolutionSpec;

export interface DenseSpec {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: Activation;
  /** False: of nothing it makes nothing. Default: true. */
  readonly bias?: boolean;
}

/** Of the sequence that the inputs, or the convolution before it, make up; it keeps its length. */
export interface ConvolutionSpec {
  readonly kind: 'convolution';
  readonly filters: number;
  /** Odd. */
  readonly width: number;
  readonly dilation: number;
  readonly activation: Activation;
  readonly bias?: boolean;
}

/** A network and how it is trained: Adam on the mean squared error. */
export interface NetworkSpec {
  /** From the first after the inputs to the outputs. */
  readonly layers: readonly LayerSpec[];
  /** At most so many passes over the training rows. */
  readonly epochs: number;
  /** Training ends when the loss of the validation rows has not improved for so many epochs; the best weights are kept. */
  readonly patience: number;
  readonly batchRows: number;
  readonly learningRate: number;
  /** The same seed, rows and backend give the same weights. */
  readonly seed: number;
}

/** Rows to learn from, row by row in one array each. An autoencoder's targets are its inputs. */
export interface TrainingSet {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  /** Values in a row of `inputs`. */
  readonly inputColumns: number;
  /** The last so many rows are not learned; they say when to stop. 0: the loss in training says it. */
  readonly validationRows: number;
}
