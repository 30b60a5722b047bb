import type { ModelCard, Scores } from '../../domain/networks/model-card.js';
import type { Layer } from '../../domain/networks/layer.js';
import type { NetworkSpec, TrainingSet } from '../../domain/networks/network-spec.js';

/** Rows of the table that are learned, that say when to stop, and that the model is scored on, one after the other. */
export type Split = readonly [learned: number, validating: number, scored: number];

/** What is to be trained. */
export interface ModelWish {
  readonly model: ModelCard['model'];
  /** Steps ahead, and back; of no matter to an autoencoder. */
  readonly horizon: number;
  readonly lookback: number;
  /** Three, one and one fifth of the table by default. */
  readonly split?: Split | undefined;
  /** At most so many; each kind has its own number by default. */
  readonly epochs?: number | undefined;
  readonly seed: number;
  /** How the table is named in the card. */
  readonly source: string;
  readonly codeVersion: string;
}

/** A training as it will be run, and what its result is judged by. */
export interface PreparedTraining {
  readonly set: TrainingSet;
  readonly spec: NetworkSpec;
  readonly sight: ModelCard['sight'];
  /** Scores on rows that have no part in the training. */
  scoresOf(layers: readonly Layer[]): Scores;
  /** What the model is measured by, on the same rows. */
  baseline(): ModelCard['baseline'];
}
