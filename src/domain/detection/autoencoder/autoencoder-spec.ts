import type { NetworkSpec, TrainingSet } from '../../networks/network-spec.js';

/** Standardised readings are squeezed towards this, so that one wild reading does not become the whole of a training. */
const FURTHEST = 20;
/** Between inputs and code; the code is a third of the columns: fewer than move freely on any machine that was looked at. */
const HIDDEN_PER_COLUMN = 1.5;
const CODE_SHARE = 1 / 3;

/**
 * An autoencoder for rows of so many columns: it must tell a row from a code of a few numbers, and can do so only for rows
 * whose columns belong together as they did in training (Kramer, "Nonlinear principal component analysis using
 * autoassociative neural networks", AIChE Journal 1991, whose five layers these are).
 */
export function autoencoderSpec(columns: number, training: Pick<NetworkSpec, 'epochs' | 'batchRows'>): NetworkSpec {
  const hidden = Math.ceil(HIDDEN_PER_COLUMN * columns);
  return {
    layers: [
      { kind: 'dense', units: hidden, activation: 'tanh' },
      { kind: 'dense', units: codeUnits(columns), activation: 'linear' },
      { kind: 'dense', units: hidden, activation: 'tanh' },
      { kind: 'dense', units: columns, activation: 'linear' },
    ],
    ...training,
    patience: 10,
    learningRate: 0.01,
    seed: 7,
  };
}

/** Numbers in the code of an autoencoder of so many columns. */
export function codeUnits(columns: number): number {
  return Math.max(1, Math.round(CODE_SHARE * columns));
}

/** A reading in standard deviations, as the network takes it. */
export function squeezed(value: number): number {
  return FURTHEST * Math.tanh(value / FURTHEST);
}

/** The rows as a training set of an autoencoder, of which the last ones are held out. */
export function autoencoderSet(rows: readonly Float64Array[], validationRows: number): TrainingSet {
  const inputColumns = rows[0]?.length ?? 0;
  const inputs = new Float32Array(rows.length * inputColumns);
  rows.forEach((row, i) => inputs.set(row, i * inputColumns));
  return { inputs, targets: inputs, inputColumns, validationRows };
}
