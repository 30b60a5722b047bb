import { AlertedTimes } from '../application/class-models/alerted-times.js';
import { ClassModelArchive } from '../application/class-models/class-model-archive.js';
import { ClassModels } from '../application/class-models/class-models.js';
import { ReadClassHistory } from '../application/class-models/class-history.js';
import { ClassWatchLoop } from '../application/class-models/class-watch-loop.js';
import { DeviationNotes } from '../application/class-models/deviation-notes.js';
import { TrainClassModel } from '../application/class-models/train-class-model.js';
import { WatchClasses } from '../application/class-models/watch-classes.js';
import type { IngestTelemetry } from '../application/ingest-telemetry.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import type { LearningExclusions } from '../domain/detection/hygiene/learning-exclusions.js';
import type { JointDeviation } from '../domain/detection/device-classes/class-model.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { Loop } from '../ports/loop.js';
import type { ModelRuntime } from '../ports/model-runtime.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { Kit } from './kit.js';

export interface ClassWatchParts {
  readonly kit: Kit;
  readonly store: TelemetryStore;
  readonly snapshots: StateSnapshots;
  readonly runtime: ModelRuntime;
  /** With the ids of what is stored. */
  readonly registry: SeriesRegistry;
  /** Of intake, for what is published; the same one where ids mean the same. */
  readonly intakeRegistry: SeriesRegistry;
  readonly ingest: IngestTelemetry;
  readonly model: () => SiteModel;
  /** Registers what other processes have brought up since; absent where there are none. */
  readonly loadSeries?: () => Promise<void>;
  /** What is not learned: what is known beforehand, and what was alerted on. */
  readonly exclusions: LearningExclusions;
  readonly alertLog: AlertLog;
}

/** Makes the loop that judges devices by their class: once in embedded mode, for each term of the lease in distributed mode. */
export function classWatchMaker(parts: ClassWatchParts): () => Loop {
  const { kit, store, snapshots, runtime, registry, intakeRegistry, ingest, model, exclusions, alertLog, loadSeries } =
    parts;
  const { clock, log } = kit;
  const excludes = (series: SeriesDescriptor, at: number) => exclusions.excludes(series, at);
  return () => {
    const making = {
      history: new ReadClassHistory(store, registry, { excludes, alerted: new AlertedTimes(alertLog) }),
      trainer: new TrainClassModel(runtime, log),
      archive: new ClassModelArchive(snapshots, runtime, log),
      ...(loadSeries ? { loadSeries } : {}),
    };
    const models = new ClassModels(model, registry, making, log);
    const notes = new DeviationNotes(snapshots);
    const outlet = {
      ingest,
      registry: intakeRegistry,
      onDeviation: (assetId: string, at: number, { score, metrics }: JointDeviation) => {
        notes.note(assetId, at, { metrics });
        log.info('device is unlike its class', { asset: assetId, at, score, metrics });
      },
      beforePublishing: () => notes.keep(),
    };
    // Judged from all there is: what is not to be learned still shows.
    return new ClassWatchLoop(
      models,
      new WatchClasses(models, new ReadClassHistory(store, registry), outlet),
      clock,
      log,
    );
  };
}
