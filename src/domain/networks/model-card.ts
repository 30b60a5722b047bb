/** How far a model is off on rows that it has not seen, each series over its spread in the rows that were learned. */
export interface Scores {
  readonly mse: number;
  readonly mae: number;
  /** Forecasts, or rows of an autoencoder, that were scored. */
  readonly count: number;
}

/** What of a history a model was made from, and how. */
export interface TrainingRecord {
  /** The file, as it was named. */
  readonly source: string;
  /** SHA-256 of times and values, as hexadecimal digits. */
  readonly dataHash: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the training set: learned, and those that said when to stop. */
  readonly learnedRows: number;
  readonly validationRows: number;
  readonly seed: number;
  /** Passes over the rows, and the one whose weights were kept. */
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly loss: number;
  /** Null where no rows validated. */
  readonly validationLoss: number | null;
  readonly secondsPerEpoch: number;
}

/** A smaller form of a model, as it would be kept and as it computes. */
export interface Variant {
  /** The model itself, 8 bits a weight, or with half of its weights dropped. */
  readonly name: 'float32' | 'int8' | 'pruned-half';
  /** Of its weights. */
  readonly bytes: number;
  readonly scores: Scores;
  /** A row, in this process. */
  readonly millisecondsPerRow: number;
}

/** What can be trained: networks that forecast, and the one that tells whether readings belong together. */
export const modelNames = ['linear', 'mlp', 'conv', 'autoencoder'] as const;

/** What there is to know of a trained model. */
export interface ModelCard {
  readonly id: string;
  readonly model: (typeof modelNames)[number];
  /** Names of the series; they share a forecaster one by one, and make up the columns of an autoencoder. */
  readonly series: readonly string[];
  readonly stepMs: number;
  /** How a forecaster sees a series, in steps; null for an autoencoder. */
  readonly sight: { readonly lookback: number; readonly season: number; readonly horizon: number } | null;
  readonly training: TrainingRecord;
  readonly scores: Scores;
  /** What it is measured by, on the same rows. */
  readonly baseline: Scores & { readonly name: string };
  /** The first is the model as it is kept; the others tell what could be saved. */
  readonly variants: readonly Variant[];
  /** Release of the program that trained it. */
  readonly codeVersion: string;
  readonly backend: { readonly name: string; readonly device: string };
  readonly trainedAtMs: number;
}

/** The share of the baseline's squared error that the model saves; negative when it does worse. */
export function skillOf({ scores, baseline }: Pick<ModelCard, 'scores' | 'baseline'>): number {
  return baseline.mse > 0 ? 1 - scores.mse / baseline.mse : 0;
}
