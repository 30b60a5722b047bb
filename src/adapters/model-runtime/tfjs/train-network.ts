import { add, mul, scalar, type Scalar, tidy } from '@tensorflow/tfjs-core';
import { DomainError } from '../../../domain/errors.js';
import type { Layer } from '../../../domain/networks/layer.js';
import type { NetworkSpec, TrainingSet } from '../../../domain/networks/network-spec.js';
import type { TrainingProgress } from '../../../ports/model-runtime.js';
import { Batches } from './batches.js';
import { layersOf, LearningNetwork } from './learning-network.js';
import { bytesOfState, stateOfBytes, type TrainingState } from './training-state.js';

/** Rows in one step of a pass that only looks. */
const EVALUATION_ROWS = 1024;

export interface TrainingCourse {
  /** The backend that computes: the state of a training goes on there and nowhere else. */
  readonly backend: string;
  /** Where an earlier training of the same rows and spec stood. */
  readonly resumeFrom?: Uint8Array | undefined;
  /** Awaited after each epoch; ends the training by rejecting. `state` makes the bytes for `resumeFrom`. */
  readonly afterEpoch: (progress: TrainingProgress, state: () => Uint8Array) => Promise<void>;
}

/**
 * Trains a network; its layers have the weights of its best epoch. What an epoch does hangs on the state before it and its
 * number alone, so a training that is resumed ends as one that went through.
 */
export async function trainNetwork(
  set: TrainingSet,
  spec: NetworkSpec,
  { backend, resumeFrom, afterEpoch }: TrainingCourse,
): Promise<{ readonly layers: readonly Layer[]; readonly best: TrainingProgress }> {
  const network = new LearningNetwork(set.inputColumns, spec);
  try {
    const batches = new Batches(set, network.shapes);
    const identity = JSON.stringify({ backend, spec, rows: set.inputs.length });
    let state = resumeFrom ? stateOfBytes(resumeFrom, identity, network.shapes) : await stateOf(network);
    network.restore(state.weights, state.moments, state.steps);
    while (state.epoch < spec.epochs && state.epoch - state.best.epoch < spec.patience) {
      const epoch = state.epoch + 1;
      const progress = await oneEpoch(network, batches, spec, epoch);
      const reached = await stateOf(network, epoch);
      const isBest = judged(progress) < judged(state.best);
      const { best, bestWeights } = isBest ? { best: progress, bestWeights: reached.weights } : state;
      const after: TrainingState = { ...reached, best, bestWeights };
      await afterEpoch(progress, () => bytesOfState(identity, after));
      state = after;
    }
    return { layers: layersOf(network.shapes, state.bestWeights), best: state.best };
  } finally {
    network.dispose();
  }
}

async function stateOf(network: LearningNetwork, epoch = 0): Promise<TrainingState> {
  const weights = await network.weights();
  const best = { epoch: 0, loss: Infinity, validationLoss: Infinity };
  return { epoch, steps: network.steps, weights, moments: await network.moments(), best, bestWeights: weights };
}

/** What an epoch is judged by. */
function judged({ loss, validationLoss }: TrainingProgress): number {
  return Number.isNaN(validationLoss) ? loss : validationLoss;
}

async function oneEpoch(
  network: LearningNetwork,
  batches: Batches,
  { seed, batchRows }: NetworkSpec,
  epoch: number,
): Promise<TrainingProgress> {
  const order = batches.shuffled(seed, epoch);
  const loss = await meanLoss(batches, order, batchRows, (inputs, targets) => network.learn(inputs, targets));
  if (!Number.isFinite(loss)) throw new DomainError('invalid_input', `The loss is no number in epoch ${epoch}`);
  const validation = batches.validation();
  if (validation.length === 0) return { epoch, loss, validationLoss: NaN };
  const look: LearningNetwork['loss'] = (inputs, targets) => network.loss(inputs, targets);
  return { epoch, loss, validationLoss: await meanLoss(batches, validation, EVALUATION_ROWS, look) };
}

/** The mean over the rows, summed up on the device: to read each batch's loss would wait for the device each time. */
async function meanLoss(
  batches: Batches,
  rows: Uint32Array,
  batchRows: number,
  lossOf: LearningNetwork['loss'],
): Promise<number> {
  let sum: Scalar = scalar(0);
  try {
    for (let from = 0; from < rows.length; from += batchRows) {
      const batch = rows.subarray(from, from + batchRows);
      const { inputs, targets } = batches.take(batch);
      const before: Scalar = sum;
      sum = tidy(() => add<Scalar>(before, mul(lossOf(inputs, targets), batch.length)));
      for (const tensor of [before, inputs, targets]) tensor.dispose();
    }
    const [total = NaN] = await sum.data();
    return total / rows.length;
  } finally {
    sum.dispose();
  }
}
