import { AutoencoderMonitor, signalRows } from '../domain/detection/autoencoder/autoencoder-monitor.js';
import { autoencoderSet, autoencoderSpec } from '../domain/detection/autoencoder/autoencoder-spec.js';
import type { JointMonitor } from '../domain/detection/multivariate/joint-monitor.js';
import { PcaMonitor } from '../domain/detection/multivariate/pca-monitor.js';
import { type JointDetectorName, LEAST_TRAINING_ROWS, trainLevels } from '../domain/detection/rows/joint-detectors.js';
import type { ModelRuntime } from '../ports/model-runtime.js';

/** A few hundred rows are learned in a second or two; more in as many steps, with larger ones. */
const EPOCHS = 60;
const SMALL_BATCH = 32;
const STEPS = 60;

/** Makes a monitor from training rows: at once, or when a network is trained. */
export type TrainJointMonitor = (rows: readonly Float64Array[]) => JointMonitor | Promise<JointMonitor>;

/** How a monitor of each name is trained. `runtime` is asked for only where there is a network to train. */
export function jointMonitorTrainer(name: JointDetectorName, runtime: () => ModelRuntime): TrainJointMonitor {
  const trainers: Record<JointDetectorName, TrainJointMonitor> = {
    levels: trainLevels,
    pca: (rows) => new PcaMonitor(rows),
    autoencoder: (rows) => (rows.length < LEAST_TRAINING_ROWS ? new PcaMonitor(rows) : autoencoder(rows, runtime())),
  };
  return trainers[name];
}

async function autoencoder(training: readonly Float64Array[], runtime: ModelRuntime): Promise<JointMonitor> {
  const { rows, heldOut } = signalRows(training);
  const batchRows = Math.max(SMALL_BATCH, Math.ceil(rows.length / STEPS));
  const spec = autoencoderSpec(training[0]?.length ?? 0, { epochs: EPOCHS, batchRows });
  const { files } = await runtime.train(autoencoderSet(rows, heldOut), spec);
  const model = await runtime.load(files);
  try {
    return new AutoencoderMonitor(training, model.layers);
  } finally {
    await model.dispose();
  }
}
