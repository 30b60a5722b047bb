import type { Layer } from '../../networks/layer.js';
import { ColumnSignal } from '../multivariate/column-signal.js';
import type { JointMonitor } from '../multivariate/joint-monitor.js';
import { LevelBand } from '../multivariate/level-band.js';
import { standardOf } from '../multivariate/standard.js';
import { squeezed } from './autoencoder-spec.js';
import { ReconstructionDistance, usualResiduals } from './reconstruction-distance.js';

/** An anomaly is over when the score has fallen to this, not at the first row under 1. */
const OVER = 0.6;
/** Of the training rows so many of the last ones are not learned: they say how well the network tells what it has not seen. */
const HELD_OUT_SHARE = 0.2;

/** The training rows of an autoencoder: each column over its usual level, in standard deviations, squeezed. */
export interface SignalRows {
  readonly rows: readonly Float64Array[];
  /** How many of the last ones are held out of the learning. */
  readonly heldOut: number;
}

/** What the network of a monitor on these rows is trained on. */
export function signalRows(training: readonly Float64Array[]): SignalRows {
  const signals = signalsOf(training);
  const rows = training.map((_, t) => Float64Array.from(signals, (signal) => squeezed(signal.training[t] ?? 0)));
  return { rows, heldOut: Math.floor(HELD_OUT_SHARE * rows.length) };
}

/**
 * Watches columns together by how well an autoencoder tells a row: its smoothed distance in the band that the training rows
 * set. While all is well the usual levels follow slow drift. Causal: the score of a row depends on the rows up to it.
 */
export class AutoencoderMonitor implements JointMonitor {
  readonly columnScores: Float64Array;
  readonly #signals: readonly ColumnSignal[];
  readonly #distance: ReconstructionDistance;
  readonly #standardise: (distance: number) => number;
  readonly #band: LevelBand;
  #isAnomalous = false;

  /** `layers` are trained on `signalRows(training)`. */
  constructor(training: readonly Float64Array[], layers: readonly Layer[]) {
    this.#signals = signalsOf(training);
    this.columnScores = new Float64Array(this.#signals.length);
    const { rows, heldOut } = signalRows(training);
    this.#distance = new ReconstructionDistance(layers, usualResiduals(rows.slice(-heldOut), layers));
    const distances = Float64Array.from(rows, (row) => this.#distance.next(row));
    this.#standardise = standardOf(distances);
    this.#band = new LevelBand(distances.map(this.#standardise), false);
  }

  next(row: Float64Array): number {
    const signals = Float64Array.from(this.#signals, (signal, j) => squeezed(signal.next(row[j] ?? 0)));
    const score = this.#band.next(this.#standardise(this.#distance.next(signals)));
    this.#isAnomalous = score >= (this.#isAnomalous ? OVER : 1);
    if (!this.#isAnomalous) for (const signal of this.#signals) signal.follow();
    const told = this.#isAnomalous ? Math.max(1, score) : score;
    this.#distance.shares.forEach((share, j) => (this.columnScores[j] = share * told));
    return told;
  }
}

function signalsOf(training: readonly Float64Array[]): ColumnSignal[] {
  return Array.from(training[0] ?? [], (_, j) => new ColumnSignal(Float64Array.from(training, (row) => row[j] ?? 0)));
}
