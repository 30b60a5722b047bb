import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openDataFolder } from '../adapters/system/data-folder.js';
import { DomainError, messageOf } from '../domain/errors.js';

export interface DataFolderState {
  readonly path: string;
  /** `new` when Plenum has not used it yet. */
  readonly age: 'new' | 'used';
  readonly freeBytes: number;
}

/**
 * Looks at a data folder as the service would, without creating anything. Throws as `openDataFolder` does: when it
 * cannot be written, or when another version made it.
 */
export async function inspectDataFolder(folder: string): Promise<DataFolderState> {
  const path = resolve(folder);
  const age = (await exists(join(path, 'plenum.json'))) ? 'used' : 'new';
  // With its marker in place this only reads and compares.
  if (age === 'used') openDataFolder(path);
  const ground = await nearestExisting(path);
  try {
    await access(ground, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new DomainError(
      'invalid_configuration',
      `data folder ${path} cannot be written (${messageOf(error)}); set PLENUM_DATA_DIR to a folder that can`,
      { cause: error },
    );
  }
  const { bavail, bsize } = await statfs(ground);
  return { path, age, freeBytes: bavail * bsize };
}

/** The folder itself, or the closest one above it: where it would be created. */
async function nearestExisting(path: string): Promise<string> {
  if ((await exists(path)) || dirname(path) === path) return path;
  return nearestExisting(dirname(path));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
