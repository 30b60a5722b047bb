import type { LayerSpec } from '../../../networks/network-spec.js';

const HIDDEN = 256;

/**
 * The networks that forecast, by name. None has biases: what is made of nothing is nothing, so that no drift of the training
 * rows is carried on, and twice the swing is forecast twice as far.
 */
export const networkKinds = {
  /** One linear map. */
  linear: (horizon) => [output(horizon)],
  /** Two hidden layers. */
  mlp: (horizon) => [hidden(), hidden(), output(horizon)],
  /** First the same hour of neighbouring days, then neighbouring hours. */
  conv: (horizon, season) => [
    { ...convolution, filters: 8, width: 3, dilation: season },
    { ...convolution, filters: 4, width: 5, dilation: 1 },
    output(horizon),
  ],
} as const satisfies Record<string, (horizon: number, season: number) => readonly LayerSpec[]>;

export type NetworkKind = keyof typeof networkKinds;

const convolution = { kind: 'convolution', activation: 'relu', bias: false } as const;

function hidden(): LayerSpec {
  return { kind: 'dense', units: HIDDEN, activation: 'relu', bias: false };
}

function output(horizon: number): LayerSpec {
  return { kind: 'dense', units: horizon, activation: 'linear', bias: false };
}
