import type { ModelCard } from '../domain/networks/model-card.js';
import type { ModelFiles } from './model-runtime.js';

/** A trained model with its card. */
export interface KeptModel {
  readonly files: ModelFiles;
  readonly card: ModelCard;
}

/** Trained models by their id, of lower-case letters, digits and hyphens. */
export abstract class ModelLibrary {
  /** Of every model that is there, ascending. */
  abstract ids(): Promise<readonly string[]>;
  /** Rejects with `not_found` where there is none, with `incompatible_data` when it is damaged or of another format. */
  abstract load(id: string): Promise<KeptModel>;
  /** Durable on resolve, and in place of a model of that id. A crash leaves a whole model or none, never a mixture. */
  abstract keep(model: KeptModel): Promise<void>;
}
