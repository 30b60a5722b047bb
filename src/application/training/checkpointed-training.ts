import type { NetworkSpec, TrainingSet } from '../../domain/networks/network-spec.js';
import { DomainError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { ModelRuntime, TrainedModel, TrainingProgress } from '../../ports/model-runtime.js';
import type { StateSnapshots } from '../../ports/state-snapshots.js';

const FORMAT_VERSION = 1;

/** How far a training is. */
export interface TrainingPace extends TrainingProgress {
  /** At most so many. */
  readonly epochs: number;
  /** Of the epochs since this process began. */
  readonly secondsPerEpoch: number;
  /** If no epoch is saved by ending early. */
  readonly secondsLeft: number;
}

export interface PacedModel extends TrainedModel {
  readonly secondsPerEpoch: number;
}

/** What is told of a training under way. */
export interface TrainingNews {
  /** An earlier try is gone on with, from after this epoch. */
  readonly onResume: (epoch: number) => void;
  readonly onEpoch: (pace: TrainingPace) => void;
}

/** Trains networks so that a try that ends early, however it does, is gone on with by the next one. */
export class CheckpointedTraining {
  constructor(
    private readonly runtime: ModelRuntime,
    private readonly checkpoints: StateSnapshots,
    private readonly clock: Clock,
  ) {}

  /**
   * `key` stands for everything that the result hangs on. Comes to the same result whether it is resumed or not. Rejects
   * with the signal's reason when it is aborted; what was learned up to then is kept.
   */
  async train(
    key: string,
    set: TrainingSet,
    spec: NetworkSpec,
    { signal, news }: { readonly signal: AbortSignal; readonly news: TrainingNews },
  ): Promise<PacedModel> {
    const resumeFrom = await this.#earlier(key);
    if (resumeFrom) news.onResume(resumeFrom.epoch);
    const began = this.clock.monotonic();
    let epoch = resumeFrom?.epoch ?? 0;
    let secondsPerEpoch = 0;
    let saving: Promise<void> = Promise.resolve();
    const trained = await this.runtime
      .train(set, spec, {
        signal,
        ...(resumeFrom && { resumeFrom: resumeFrom.state }),
        onState: (bytes) => {
          const snapshot = { offset: ++epoch, version: FORMAT_VERSION, bytes };
          // One after the other, so that the newest is the one that stays.
          saving = saving.then(() => this.checkpoints.save(key, snapshot));
          saving.catch(() => undefined);
        },
        onEpoch: (progress) => {
          secondsPerEpoch = (this.clock.monotonic() - began) / 1_000 / (progress.epoch - (resumeFrom?.epoch ?? 0));
          const secondsLeft = (spec.epochs - progress.epoch) * secondsPerEpoch;
          news.onEpoch({ ...progress, epochs: spec.epochs, secondsPerEpoch, secondsLeft });
        },
      })
      .finally(() => saving);
    return { ...trained, secondsPerEpoch };
  }

  /** Forgets what was kept of a training whose result is safe. */
  async done(key: string): Promise<void> {
    await this.checkpoints.delete(key);
  }

  /** A damaged checkpoint, or one of another release, costs the time that it would have saved. */
  async #earlier(key: string): Promise<{ readonly epoch: number; readonly state: Uint8Array } | undefined> {
    try {
      const snapshot = await this.checkpoints.load(key);
      if (snapshot?.version === FORMAT_VERSION) return { epoch: snapshot.offset, state: snapshot.bytes };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'incompatible_data') throw error;
    }
    return undefined;
  }
}
