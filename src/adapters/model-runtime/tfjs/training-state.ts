import { StateReader, StateWriter } from '../../../domain/detection/state-bytes.js';
import { DomainError } from '../../../domain/errors.js';
import type { LayerShape } from '../../../domain/networks/layer-shape.js';
import type { TrainingProgress } from '../../../ports/model-runtime.js';

const FORMAT_VERSION = 1;

/** Where a training stands after an epoch. */
export interface TrainingState {
  readonly epoch: number;
  readonly steps: number;
  readonly best: TrainingProgress;
  readonly bestWeights: readonly Float32Array[];
  readonly weights: readonly Float32Array[];
  readonly moments: readonly Float32Array[];
}

/** The state as bytes. `identity` says of what training it is. */
export function bytesOfState(identity: string, state: TrainingState): Uint8Array {
  const writer = new StateWriter();
  const name = new TextEncoder().encode(identity);
  writer.uint32(FORMAT_VERSION);
  writer.uint32(name.length);
  writer.bytesOf(name);
  writer.uint32(state.epoch);
  writer.uint32(state.steps);
  writer.uint32(state.best.epoch);
  writer.float64(state.best.loss);
  writer.float64(state.best.validationLoss);
  for (const values of [...state.bestWeights, ...state.weights, ...state.moments]) writer.float32s(values);
  return writer.bytes();
}

/** The state that the bytes hold. Throws `incompatible_data` when they are cut short or of another training. */
export function stateOfBytes(bytes: Uint8Array, identity: string, shapes: readonly LayerShape[]): TrainingState {
  const reader = new StateReader(bytes);
  const name = new Uint8Array(reader.uint32() === FORMAT_VERSION ? reader.uint32() % (bytes.length + 1) : 0);
  reader.bytesInto(name);
  if (new TextDecoder().decode(name) !== identity) throw ofAnother();
  const [epoch, steps, bestEpoch] = [reader.uint32(), reader.uint32(), reader.uint32()];
  const best = { epoch: bestEpoch, loss: reader.float64(), validationLoss: reader.float64() };
  const lengths = shapes.flatMap(({ kernelRows, kernelColumns, hasBias }) =>
    hasBias ? [kernelRows * kernelColumns, kernelColumns] : [kernelRows * kernelColumns],
  );
  const next = () =>
    lengths.map((length) => {
      const values = new Float32Array(length);
      reader.float32s(values);
      return values;
    });
  const [bestWeights, weights, moments] = [next(), next(), [...next(), ...next()]];
  if (!reader.atEnd) throw ofAnother();
  return { epoch, steps, best, bestWeights, weights, moments };
}

function ofAnother(): DomainError {
  return new DomainError('incompatible_data', 'The state of the training is of another one');
}
