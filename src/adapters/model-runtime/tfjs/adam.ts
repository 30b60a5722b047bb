import {
  add,
  div,
  mul,
  type NamedTensorMap,
  sqrt,
  square,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from '@tensorflow/tfjs-core';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1). The library's own cannot be saved and restored without its decay rates
 * coming out a little different, and a training that goes on must come to the same weights as one that never ended.
 */
export class Adam {
  readonly #first: readonly Variable[];
  readonly #second: readonly Variable[];
  #steps = 0;

  constructor(
    private readonly weights: readonly Variable[],
    private readonly learningRate: number,
  ) {
    this.#first = weights.map((weight) => tidy(() => variable(zerosLike(weight), false)));
    this.#second = weights.map((weight) => tidy(() => variable(zerosLike(weight), false)));
  }

  /** Steps made so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Moments of first and second order, as `restore` takes them. */
  get moments(): readonly Variable[] {
    return [...this.#first, ...this.#second];
  }

  /** Goes on after so many steps; the moments have been assigned. */
  restore(steps: number): void {
    this.#steps = steps;
  }

  /** One step against the gradients, which are by the names of the weights. */
  step(gradients: NamedTensorMap): void {
    this.#steps++;
    const firstCorrection = 1 - BETA_1 ** this.#steps;
    const secondCorrection = 1 - BETA_2 ** this.#steps;
    tidy(() => {
      this.weights.forEach((weight, i) => {
        const gradient = gradients[weight.name];
        const first = this.#first[i];
        const second = this.#second[i];
        if (!gradient || !first || !second) throw new Error(`BUG: no gradient of ${weight.name}`);
        first.assign(add(mul(first, BETA_1), mul(gradient, 1 - BETA_1)));
        second.assign(add(mul(second, BETA_2), mul(square(gradient), 1 - BETA_2)));
        const direction = div(div(first, firstCorrection), add(sqrt(div(second, secondCorrection)), EPSILON));
        weight.assign(add(weight, mul(direction, -this.learningRate)));
      });
    });
  }

  dispose(): void {
    for (const moment of this.moments) moment.dispose();
  }
}
