export type Activation = 'linear' | 'tanh' | 'relu';

/** One fully connected layer: `activation(inputs x kernel + bias)`. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  /** `inputs` rows of `units` weights, row by row. */
  readonly kernel: Float32Array;
  /** All zero for a layer that was trained without. */
  readonly bias: Float32Array;
}

/**
 * The same small dense layer at each position of a sequence: it sees `width` positions, `dilation` apart, around its own;
 * beyond the ends it sees zeros. What goes in and out lies position by position.
 */
export interface ConvolutionLayer {
  readonly kind: 'convolution';
  /** Values in and out, over all positions. */
  readonly inputs: number;
  readonly units: number;
  readonly positions: number;
  /** Odd. */
  readonly width: number;
  readonly dilation: number;
  readonly activation: Activation;
  /** For each position seen and value there a row of `units / positions` weights. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** A trained layer. */
export type Layer = DenseLayer | ConvolutionLayer;
