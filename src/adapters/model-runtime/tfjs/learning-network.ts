// The gradients of the operations come with it; the core's own list of them is not built for Node.js.
import '@tensorflow/tfjs-layers';
import {
  mean,
  randomUniform,
  type Scalar,
  square,
  sub,
  tensor,
  type Tensor2D,
  tidy,
  type Variable,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { type LayerShape, layerOf, shapesOf } from '../../../domain/networks/layer-shape.js';
import type { Layer } from '../../../domain/networks/layer.js';
import type { NetworkSpec } from '../../../domain/networks/network-spec.js';
import { Adam } from './adam.js';
import { forward } from './forward.js';

/** A network on the device while it learns. Whoever made it disposes of it. */
export class LearningNetwork {
  readonly shapes: readonly LayerShape[];
  readonly #weights: readonly Variable[];
  readonly #adam: Adam;

  /** With first weights drawn by the spec's seed (Glorot and Bengio, AISTATS 2010). */
  constructor(inputColumns: number, spec: NetworkSpec) {
    this.shapes = shapesOf(inputColumns, spec.layers);
    this.#weights = this.shapes.flatMap((shape, i) => firstWeights(shape, spec.seed + i));
    this.#adam = new Adam(this.#weights, spec.learningRate);
  }

  /** Steps that it has learned. */
  get steps(): number {
    return this.#adam.steps;
  }

  /** Learns a batch; the loss before it, as a tensor of whoever asked. */
  learn(inputs: Tensor2D, targets: Tensor2D): Scalar {
    return tidy(() => {
      const { value, grads } = variableGrads(() => this.loss(inputs, targets), [...this.#weights]);
      this.#adam.step(grads);
      return value;
    });
  }

  /** The mean squared error, as a tensor of whoever asked. */
  loss(inputs: Tensor2D, targets: Tensor2D): Scalar {
    return tidy(() => mean<Scalar>(square(sub(forward(inputs, this.shapes, this.#weights), targets))));
  }

  /** Kernel and bias of each layer, read from the device. */
  weights(): Promise<readonly Float32Array[]> {
    return read(this.#weights);
  }

  /** What the optimiser keeps, read from the device. */
  moments(): Promise<readonly Float32Array[]> {
    return read(this.#adam.moments);
  }

  /** Goes on from weights and moments after so many steps. Each has the length that it was read with. */
  restore(weights: readonly Float32Array[], moments: readonly Float32Array[], steps: number): void {
    assign(this.#weights, weights);
    assign(this.#adam.moments, moments);
    this.#adam.restore(steps);
  }

  dispose(): void {
    this.#adam.dispose();
    for (const weight of this.#weights) weight.dispose();
  }
}

/** The layers of these shapes with weights as `LearningNetwork` gives them. */
export function layersOf(shapes: readonly LayerShape[], weights: readonly Float32Array[]): readonly Layer[] {
  let next = 0;
  return shapes.map((shape) => {
    const kernel = weights[next++];
    if (!kernel) throw new Error('BUG: a layer has no weights');
    return layerOf(shape, kernel, shape.hasBias ? weights[next++] : undefined);
  });
}

function firstWeights({ spec, kernelRows, kernelColumns, hasBias }: LayerShape, seed: number): Variable[] {
  const fanOut = spec.kind === 'dense' ? kernelColumns : spec.width * kernelColumns;
  const limit = Math.sqrt(6 / (kernelRows + fanOut));
  const kernel = tidy(() => variable(randomUniform([kernelRows, kernelColumns], -limit, limit, 'float32', seed)));
  return hasBias ? [kernel, tidy(() => variable(zeros([kernelColumns])))] : [kernel];
}

async function read(variables: readonly Variable[]): Promise<readonly Float32Array[]> {
  return Promise.all(variables.map(async (each) => Float32Array.from(await each.data())));
}

function assign(variables: readonly Variable[], values: readonly Float32Array[]): void {
  variables.forEach((each, i) => tidy(() => each.assign(tensor(values[i] ?? [], each.shape, 'float32'))));
}
