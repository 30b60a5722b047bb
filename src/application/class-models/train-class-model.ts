import { autoencoderSet, autoencoderSpec, codeUnits } from '../../domain/detection/autoencoder/autoencoder-spec.js';
import { calibrate, type Calibration } from '../../domain/detection/device-classes/calibrate.js';
import type { ClassCard } from '../../domain/detection/device-classes/class-card.js';
import { ClassModel } from '../../domain/detection/device-classes/class-model.js';
import { type ClassTraining, prepareTraining } from '../../domain/detection/device-classes/class-training.js';
import type { DeviceProfile } from '../../domain/detection/device-classes/device-profile.js';
import { principalNetwork } from '../../domain/detection/device-classes/principal-network.js';
import { DomainError, messageOf } from '../../domain/errors.js';
import type { Layer } from '../../domain/networks/layer.js';
import type { Log } from '../../ports/log.js';
import type { ModelFiles, ModelRuntime } from '../../ports/model-runtime.js';
import type { ClassHistory } from './class-history.js';
import { inTurns } from './in-turns.js';

const EPOCHS = 40;
const BATCH_ROWS = 128;
/** One that tells rows it has not seen so much worse than as many principal components has not learned its class. */
const MUCH_WORSE = 1.25;
/** An hour of one device: fewer rows tell nothing of a class. */
const LEAST_ROWS = 60;
/** Between those that are learned and those that set the threshold: every so many of the latter say when to stop. */
const VALIDATION_STEP = 4;

/** A model and the files of the runtime that trained it: absent for principal components, which no runtime has. */
export interface TrainedClass {
  readonly model: ClassModel;
  readonly files: ModelFiles | undefined;
}

/** Makes the model of a device class from its history: an autoencoder, or principal components where that fails or does worse. */
export class TrainClassModel {
  constructor(
    private readonly runtime: ModelRuntime,
    private readonly log: Log,
  ) {}

  /**
   * Undefined when there are too few minutes in which every metric was read, among those to learn or those held out. Rejects
   * with the signal's reason when it is aborted. `before` is the model that the class has: by it faults of late are left out of
   * what is usual.
   */
  async train(history: ClassHistory, signal: AbortSignal, before?: ClassModel): Promise<TrainedClass | undefined> {
    const { className, metrics, devices, fromMs, toMs } = history;
    const preparation = prepareTraining(devices, metrics, isOf(before, metrics) ? before : undefined);
    const training = await inTurns(preparation, signal);
    if (training.learned.length < LEAST_ROWS) return undefined;
    const baseline = principalNetwork(training.learned, codeUnits(metrics.length));
    const usual = await inTurns(calibrate(training, baseline), signal);
    if (!usual) return undefined;
    const { profiles } = training;
    this.#noteOdd(className, profiles, usual);
    const sound = withoutOdd(training, usual);
    const baselineLoss = usual.loss;
    const base = { className, metrics, fromMs, toMs, rows: training.learned.length, baselineLoss, profiles };
    try {
      const { files, layers } = await this.#autoencoder(sound, metrics.length, signal);
      const calibration = await inTurns(calibrate(sound, layers), signal);
      if (calibration && calibration.loss <= MUCH_WORSE * baselineLoss) {
        return { model: modelOf({ ...base, method: 'autoencoder' }, calibration, layers), files };
      }
    } catch (error) {
      signal.throwIfAborted();
      const code = error instanceof DomainError ? error.code : 'internal';
      this.log.warn('autoencoder not trained, principal components stand in', {
        class: className,
        code,
        error: messageOf(error),
      });
    }
    return { model: modelOf({ ...base, method: 'pca' }, usual, baseline), files: undefined };
  }

  /** A fault that was there before its class was known is seen by its score, but who looks for it finds it here, too. */
  #noteOdd(className: string, profiles: readonly DeviceProfile[], { odd }: Calibration): void {
    if (odd.size === 0) return;
    const devices = profiles.filter((_, device) => odd.has(device)).map(({ assetId }) => assetId);
    this.log.info('devices unlike the rest of their class have no part in its threshold', {
      class: className,
      devices,
    });
  }

  async #autoencoder(training: ClassTraining, columns: number, signal: AbortSignal) {
    const spec = autoencoderSpec(columns, { epochs: EPOCHS, batchRows: BATCH_ROWS });
    const validation = training.heldOut
      .flatMap((rows) => rows.filter((row) => row !== undefined))
      .filter((_, i) => i % VALIDATION_STEP === 0);
    const set = autoencoderSet([...training.learned, ...validation], validation.length);
    const { files } = await this.runtime.train(set, spec, { signal });
    const loaded = await this.runtime.load(files);
    await loaded.dispose();
    return { files, layers: loaded.layers };
  }
}

/** What is odd by principal components neither ends the training of a network nor sets its threshold. */
function withoutOdd(training: ClassTraining, { odd }: Calibration): ClassTraining {
  return { ...training, heldOut: training.heldOut.map((rows, device) => (odd.has(device) ? [] : rows)) };
}

/** A model of other metrics cannot judge these. */
function isOf(model: ClassModel | undefined, metrics: readonly string[]): boolean {
  return model?.card.metrics.join() === metrics.join();
}

function modelOf(
  known: Omit<ClassCard, keyof Calibration>,
  { usual, threshold, loss }: Calibration,
  layers: readonly Layer[],
): ClassModel {
  return new ClassModel({ ...known, usual: [...usual], threshold, loss }, layers);
}
