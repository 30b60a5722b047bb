import type { ClassCard } from '../../domain/detection/device-classes/class-card.js';
import { ClassModel } from '../../domain/detection/device-classes/class-model.js';
import { DomainError, messageOf } from '../../domain/errors.js';
import type { Log } from '../../ports/log.js';
import type { ModelFiles, ModelRuntime } from '../../ports/model-runtime.js';
import type { StateSnapshots } from '../../ports/state-snapshots.js';
import { packFiles, unpackFiles } from './packed-files.js';
import { readCard } from './read-card.js';
import type { TrainedClass } from './train-class-model.js';

/** Of the archive's layout. */
const FORMAT_VERSION = 1;

/**
 * Keeps the newest model of each class, and the one before it, over restarts and for whichever process watches next:
 * `model.json`, `weights.bin` and `card.json` in one snapshot.
 */
export class ClassModelArchive {
  constructor(
    private readonly snapshots: StateSnapshots,
    private readonly runtime: ModelRuntime,
    private readonly log: Log,
  ) {}

  /** Durable on resolve. Principal components are not kept: they stand in until the next training. */
  async keep({ model: { card }, files }: TrainedClass): Promise<void> {
    if (!files) return;
    const name = nameOf(card.className);
    const before = await this.snapshots.load(name);
    if (before) await this.snapshots.save(`${name}-previous`, before);
    await this.snapshots.save(name, { offset: card.toMs, version: FORMAT_VERSION, bytes: packed(card, files) });
  }

  /** The newest usable model of a class; of one that is not the log says why. */
  async newest(className: string): Promise<ClassModel | undefined> {
    for (const name of [nameOf(className), `${nameOf(className)}-previous`]) {
      try {
        const snapshot = await this.snapshots.load(name);
        if (snapshot) return await this.#unpacked(snapshot.version, snapshot.bytes);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'incompatible_data') throw error;
        this.log.error('kept model not usable, it is trained anew', { model: name, error: messageOf(error) });
      }
    }
    return undefined;
  }

  async #unpacked(version: number, bytes: Uint8Array): Promise<ClassModel> {
    if (version !== FORMAT_VERSION) throw new DomainError('incompatible_data', `The model has the format ${version}`);
    const { 'model.json': modelJson, 'weights.bin': weights, 'card.json': card } = unpackFiles(bytes);
    if (!modelJson || !weights || !card) throw new DomainError('incompatible_data', 'The model lacks a file');
    const loaded = await this.runtime.load({ modelJson: new TextDecoder().decode(modelJson), weights });
    await loaded.dispose();
    return new ClassModel(readCard(new TextDecoder().decode(card), loaded.layers), loaded.layers);
  }
}

function packed(card: ClassCard, { modelJson, weights }: ModelFiles): Uint8Array {
  const text = new TextEncoder();
  return packFiles({
    'model.json': text.encode(modelJson),
    'weights.bin': weights,
    'card.json': text.encode(JSON.stringify(card)),
  });
}

function nameOf(className: string): string {
  return `class-model-${className}`;
}
