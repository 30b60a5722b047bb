import { ClassModel } from '../../domain/detection/device-classes/class-model.js';
import { DomainError, messageOf } from '../../domain/errors.js';
import type { Layer } from '../../domain/networks/layer.js';
import type { Log } from '../../ports/log.js';
import type { ModelRuntime } from '../../ports/model-runtime.js';
import type { StateSnapshot, StateSnapshots } from '../../ports/state-snapshots.js';
import { bytesOfLayers, layersOfBytes } from './layers-file.js';
import { packFiles, unpackFiles } from './packed-files.js';
import { readCard } from './read-card.js';
import type { TrainedClass } from './train-class-model.js';

/** Of the archive's layout. */
const FORMAT_VERSION = 1;

/**
 * Keeps the newest model of each class, and the one before it, over restarts and for whichever process watches next:
 * `model.json`, `weights.bin` and `card.json` in one snapshot; of principal components, which no runtime has trained,
 * `layers.bin` and the card.
 */
export class ClassModelArchive {
  constructor(
    private readonly snapshots: StateSnapshots,
    private readonly runtime: ModelRuntime,
    private readonly log: Log,
  ) {}

  /** Durable on resolve. */
  async keep(trained: TrainedClass): Promise<void> {
    const { className, toMs } = trained.model.card;
    const name = nameOf(className);
    const before = await this.#undamaged(name);
    if (before) await this.snapshots.save(`${name}-previous`, before);
    await this.snapshots.save(name, { offset: toMs, version: FORMAT_VERSION, bytes: packed(trained) });
  }

  /** The newest usable model of a class; of one that is not the log says why. */
  async newest(className: string): Promise<ClassModel | undefined> {
    for (const name of [nameOf(className), `${nameOf(className)}-previous`]) {
      try {
        const snapshot = await this.snapshots.load(name);
        if (snapshot) return await this.#unpacked(snapshot.version, snapshot.bytes);
      } catch (error) {
        if (!isUnusable(error)) throw error;
        this.log.error('kept model not usable, it is trained anew', { model: name, error: messageOf(error) });
      }
    }
    return undefined;
  }

  /** A damaged snapshot is not worth keeping, and must not keep its successor from being kept. */
  async #undamaged(name: string): Promise<StateSnapshot | undefined> {
    try {
      return await this.snapshots.load(name);
    } catch (error) {
      if (isUnusable(error)) return undefined;
      throw error;
    }
  }

  async #unpacked(version: number, bytes: Uint8Array): Promise<ClassModel> {
    if (version !== FORMAT_VERSION) throw new DomainError('incompatible_data', `The model has the format ${version}`);
    const { 'card.json': card, ...files } = unpackFiles(bytes);
    if (!card) throw new DomainError('incompatible_data', 'The model lacks its card');
    const layers = await this.#layersOf(files);
    return new ClassModel(readCard(new TextDecoder().decode(card), layers), layers);
  }

  async #layersOf(files: Partial<Record<string, Uint8Array>>): Promise<readonly Layer[]> {
    const { 'layers.bin': layers, 'model.json': modelJson, 'weights.bin': weights } = files;
    if (layers) return layersOfBytes(layers);
    if (!modelJson || !weights) throw new DomainError('incompatible_data', 'The model lacks a file');
    const loaded = await this.runtime.load({ modelJson: new TextDecoder().decode(modelJson), weights });
    await loaded.dispose();
    return loaded.layers;
  }
}

function packed({ model: { card, layers }, files }: TrainedClass): Uint8Array {
  const text = new TextEncoder();
  return packFiles({
    ...(files
      ? { 'model.json': text.encode(files.modelJson), 'weights.bin': files.weights }
      : { 'layers.bin': bytesOfLayers(layers) }),
    'card.json': text.encode(JSON.stringify(card)),
  });
}

function isUnusable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'incompatible_data';
}

function nameOf(className: string): string {
  return `class-model-${className}`;
}
