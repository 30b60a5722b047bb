import { DomainError } from '../../domain/errors.js';
import { tooShort } from '../../domain/forecasting/ask.js';
import { type EvenSeries, sliceOf } from '../../domain/forecasting/even-series.js';
import type { ModelCard } from '../../domain/networks/model-card.js';
import type { Clock } from '../../ports/clock.js';
import type { ModelLibrary } from '../../ports/model-library.js';
import type { BackendInUse, ModelRuntime } from '../../ports/model-runtime.js';
import type { EvenTable } from '../forecasting/read-even-table.js';
import type { CheckpointedTraining, PacedModel, TrainingNews } from './checkpointed-training.js';
import { dataHashOf, keyOf } from './data-hash.js';
import { prepareAutoencoder } from './prepare-autoencoder.js';
import { prepareForecaster } from './prepare-forecaster.js';
import type { ModelWish, PreparedTraining, Split } from './prepared-training.js';
import { requireReadings } from './require-readings.js';
import { variantsOf } from './variants.js';

/** What a training takes. */
export interface TrainingParts {
  readonly runtime: ModelRuntime;
  readonly training: CheckpointedTraining;
  readonly library: ModelLibrary;
  readonly clock: Clock;
}

/**
 * Trains a model on a table, keeps it and gives its card. The same table, wish, release and backend come to the same model
 * under the same id; one that was ended early is gone on with. Rejects with `invalid_input` when there are too few rows, and
 * with the signal's reason when it is aborted.
 */
export async function trainModel(
  { runtime, training, library, clock }: TrainingParts,
  { names, series }: EvenTable,
  wish: ModelWish,
  course: { readonly news: TrainingNews; readonly signal: AbortSignal },
): Promise<ModelCard> {
  const split = splitOf(series, wish);
  const used = series.map((one) => sliceOf(one, 0, split[0] + split[1] + split[2]));
  requireReadings(names, used, split);
  const prepared = prepare(used, split, wish);
  const backend = await runtime.backend();
  const dataHash = dataHashOf(names, used);
  const key = keyOf(dataHash, split, prepared.sight, prepared.spec, backend.name, wish.codeVersion);
  const trained = await training.train(key, prepared.set, prepared.spec, course);
  const variants = variantsOf(trained.layers, prepared, clock);
  const card: ModelCard = {
    id: [wish.model, ...(prepared.sight ? [prepared.sight.horizon] : []), key].join('-'),
    ...{ model: wish.model, series: names, stepMs: used[0]?.stepMs ?? 0, sight: prepared.sight },
    training: recordOf(used, split, { dataHash, source: wish.source }, prepared, trained),
    ...{ scores: variants[0].scores, baseline: prepared.baseline(), variants },
    ...{ codeVersion: wish.codeVersion, backend: nameOf(backend), trainedAtMs: clock.now() },
  };
  await library.keep({ files: trained.files, card });
  await training.done(key);
  return card;
}

function prepare(series: readonly EvenSeries[], split: Split, wish: ModelWish): PreparedTraining {
  const { model } = wish;
  return model === 'autoencoder'
    ? prepareAutoencoder(series, split, wish)
    : prepareForecaster(series, split, { ...wish, model });
}

function splitOf([first]: readonly EvenSeries[], { split }: ModelWish): Split {
  const steps = first?.values.length ?? 0;
  if (!split) {
    const fifth = Math.floor(steps / 5);
    return [steps - 2 * fifth, fifth, fifth];
  }
  const asked = split[0] + split[1] + split[2];
  if (asked > steps) throw tooShort(`a table of ${steps} steps`, steps, asked);
  if (split[0] === 0) throw new DomainError('invalid_input', 'no rows are left to learn');
  return split;
}

function recordOf(
  [first]: readonly EvenSeries[],
  [learned]: Split,
  data: { readonly dataHash: string; readonly source: string },
  { set, spec }: PreparedTraining,
  { best, secondsPerEpoch }: PacedModel,
): ModelCard['training'] {
  const { startMs = 0, stepMs = 0 } = first ?? {};
  return {
    ...data,
    ...{ fromMs: startMs, toMs: startMs + (learned - 1) * stepMs },
    ...{ learnedRows: set.inputs.length / set.inputColumns - set.validationRows, validationRows: set.validationRows },
    ...{ seed: spec.seed, epochs: spec.epochs, bestEpoch: best.epoch, loss: best.loss },
    validationLoss: Number.isNaN(best.validationLoss) ? null : best.validationLoss,
    secondsPerEpoch,
  };
}

function nameOf({ name, device }: BackendInUse): ModelCard['backend'] {
  return { name, device };
}
