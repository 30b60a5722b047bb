import { type Scalar, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import { DomainError } from '../../../domain/errors.js';
import type { NetworkSpec, TrainingSet } from '../../../domain/networks/network-spec.js';
import { Noise } from '../../../domain/twin/noise.js';
import type { TrainingProgress } from '../../../ports/model-runtime.js';
import { networkOf } from './network.js';

/** Rows in one step of a pass that only looks. */
const EVALUATION_ROWS = 1024;

/**
 * Trains a network and gives it the weights of its best epoch; whoever asked disposes of it. Batches are drawn here and
 * not by `fit`, whose order no seed sets. `afterEpoch` ends the training by rejecting.
 */
export async function trainNetwork(
  set: TrainingSet,
  spec: NetworkSpec,
  afterEpoch: (progress: TrainingProgress) => Promise<void>,
): Promise<{ network: Sequential; best: TrainingProgress }> {
  const rows = rowsOf(set, spec);
  const learned = rows - set.validationRows;
  const network = networkOf(set.inputColumns, spec);
  try {
    const order = Uint32Array.from({ length: learned }, (_, row) => row);
    const noise = new Noise(spec.seed, 'order of the rows');
    let best: TrainingProgress = { epoch: 0, loss: Infinity, validationLoss: Infinity };
    let weights: Float32Array[] = [];
    for (let epoch = 1; epoch <= spec.epochs && epoch - best.epoch <= spec.patience; epoch++) {
      shuffle(order, noise);
      const loss = await onePass(network, set, order, spec.batchRows);
      if (!Number.isFinite(loss)) throw new DomainError('invalid_input', `The loss is no number in epoch ${epoch}`);
      const validationLoss = set.validationRows > 0 ? lossOf(network, set, learned, rows) : NaN;
      const progress = { epoch, loss, validationLoss };
      if (judged(progress) < judged(best)) {
        best = progress;
        weights = network.getWeights().map((weight) => Float32Array.from(weight.dataSync()));
      }
      await afterEpoch(progress);
    }
    setWeights(network, weights);
    return { network, best };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** What an epoch is judged by. */
function judged({ loss, validationLoss }: TrainingProgress): number {
  return Number.isNaN(validationLoss) ? loss : validationLoss;
}

function rowsOf({ inputs, targets, inputColumns, validationRows }: TrainingSet, { layers }: NetworkSpec): number {
  const rows = inputs.length / inputColumns;
  const outputs = layers.at(-1)?.units ?? 0;
  if (Number.isInteger(rows) && targets.length === rows * outputs && rows > validationRows) return rows;
  throw new DomainError(
    'invalid_input',
    `${inputs.length} inputs in rows of ${inputColumns} and ${targets.length} targets in rows of ${outputs}, of which ${validationRows} rows validate, are nothing to learn from`,
  );
}

/** One step a batch; the mean loss. */
async function onePass(network: Sequential, set: TrainingSet, order: Uint32Array, batchRows: number): Promise<number> {
  const outputs = set.targets.length / (set.inputs.length / set.inputColumns);
  let sum = 0;
  for (let from = 0; from < order.length; from += batchRows) {
    const rows = order.subarray(from, from + batchRows);
    const inputs = tensor2d(gathered(set.inputs, set.inputColumns, rows), [rows.length, set.inputColumns]);
    const targets = tensor2d(gathered(set.targets, outputs, rows), [rows.length, outputs]);
    const loss = await network.trainOnBatch(inputs, targets);
    inputs.dispose();
    targets.dispose();
    sum += Number(loss) * rows.length;
  }
  return sum / order.length;
}

function lossOf(network: Sequential, set: TrainingSet, from: number, to: number): number {
  const outputs = set.targets.length / (set.inputs.length / set.inputColumns);
  const inputs = tensor2d(set.inputs.subarray(from * set.inputColumns, to * set.inputColumns), [
    to - from,
    set.inputColumns,
  ]);
  const targets = tensor2d(set.targets.subarray(from * outputs, to * outputs), [to - from, outputs]);
  // Without further metrics it is one number.
  const loss = network.evaluate(inputs, targets, { batchSize: EVALUATION_ROWS }) as Scalar;
  const [value = NaN] = loss.dataSync();
  for (const tensor of [inputs, targets, loss]) tensor.dispose();
  return value;
}

function gathered(values: Float32Array, columns: number, rows: Uint32Array): Float32Array {
  const batch = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => batch.set(values.subarray(row * columns, (row + 1) * columns), i * columns));
  return batch;
}

function setWeights(network: Sequential, weights: readonly Float32Array[]): void {
  const tensors = network.getWeights().map(({ shape }, i) => {
    const [rows = 0, columns] = shape;
    const values = weights[i] ?? new Float32Array(0);
    return columns === undefined ? tensor1d(values) : tensor2d(values, [rows, columns]);
  });
  network.setWeights(tensors);
  for (const tensor of tensors) tensor.dispose();
}

/** Fisher and Yates' shuffle. */
function shuffle(order: Uint32Array, noise: Noise): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(noise.uniform() * (i + 1));
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
}
