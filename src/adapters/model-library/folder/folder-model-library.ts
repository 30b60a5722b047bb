import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, messageOf } from '../../../domain/errors.js';
import { type KeptModel, ModelLibrary } from '../../../ports/model-library.js';
import { syncFolder, writeFileAtomically } from '../../system/write-file-atomically.js';
import { cardSchema } from './card.schema.js';

const idPattern = /^[a-z0-9][a-z0-9-]*$/;

/**
 * A folder a model: `model.json` and `weights.bin` as TensorFlow.js reads them, and `card.json`. A model is written beside
 * its place and moved there whole.
 */
export class FolderModelLibrary extends ModelLibrary {
  constructor(private readonly dir: string) {
    super();
  }

  async ids(): Promise<readonly string[]> {
    const entries = await readdir(this.dir, { withFileTypes: true }).catch(whereMissing([]));
    return entries.flatMap(({ name }) => (idPattern.test(name) ? [name] : [])).sort();
  }

  async load(id: string): Promise<KeptModel> {
    const folder = this.#folderOf(id);
    if (!(await isThere(folder))) throw new DomainError('not_found', `There is no model ${id} in ${this.dir}`);
    try {
      const read = (name: string) => readFile(join(folder, name));
      const { files, format: _format, ...card } = cardSchema.parse(JSON.parse((await read('card.json')).toString()));
      const [modelJson, weights] = [await read('model.json'), await read('weights.bin')];
      if (card.id !== id) throw new Error(`its card is that of ${card.id}`);
      if (files['model.json'] !== hashOf(modelJson)) throw new Error('model.json is not the one of its card');
      if (files['weights.bin'] !== hashOf(weights)) throw new Error('weights.bin is not the one of its card');
      return { card, files: { modelJson: modelJson.toString(), weights: Uint8Array.from(weights) } };
    } catch (error) {
      throw new DomainError('incompatible_data', `The model ${folder} cannot be read: ${messageOf(error)}`, {
        ...{ cause: error, details: { id } },
      });
    }
  }

  async keep({ card, files: { modelJson, weights } }: KeptModel): Promise<void> {
    const target = this.#folderOf(card.id);
    const writing = join(this.dir, `.${card.id}.new`);
    const former = join(this.dir, `.${card.id}.former`);
    await rm(writing, { recursive: true, force: true });
    await mkdir(writing, { recursive: true });
    const json = Buffer.from(modelJson);
    const files = { 'model.json': hashOf(json), 'weights.bin': hashOf(weights) };
    await writeFileAtomically(join(writing, 'model.json'), json);
    await writeFileAtomically(join(writing, 'weights.bin'), weights);
    const text = JSON.stringify({ format: 1, ...card, files }, null, 2);
    await writeFileAtomically(join(writing, 'card.json'), Buffer.from(`${text}\n`));
    await rm(former, { recursive: true, force: true });
    await rename(target, former).catch(whereMissing(undefined));
    await rename(writing, target);
    await syncFolder(this.dir);
    await rm(former, { recursive: true, force: true });
  }

  /** An id comes from outside, too: it must not lead out of the folder. */
  #folderOf(id: string): string {
    if (!idPattern.test(id)) throw new DomainError('not_found', `"${id}" is no id of a model`);
    return join(this.dir, id);
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, whereMissing(false));
}

/** Answers so where the file is not there; other errors rise. */
function whereMissing<T>(answer: T): (error: unknown) => T {
  return (error) => {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return answer;
    throw error;
  };
}
