import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DomainError, messageOf } from '../../domain/errors.js';

/** Layout version of the data folder as a whole; its parts have versions of their own. */
const layoutVersion = 1;

/**
 * Opens the folder that holds everything Plenum keeps, creating it when absent, and returns its absolute path.
 * Throws `invalid_configuration` when it cannot be written and `incompatible_data` when another version made it.
 */
export function openDataFolder(folder: string): string {
  const path = resolve(folder);
  const marker = join(path, 'plenum.json');
  try {
    mkdirSync(path, { recursive: true });
    writeFileSync(marker, `${JSON.stringify({ layoutVersion })}\n`, { flag: 'wx' });
    return path;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new DomainError(
        'invalid_configuration',
        `data folder ${path} cannot be written (${messageOf(error)}); set PLENUM_DATA_DIR to a folder that can`,
        { cause: error },
      );
    }
  }
  const found = versionIn(marker);
  if (found !== layoutVersion) {
    throw new DomainError(
      'incompatible_data',
      `data folder ${path} has layout version ${found ?? 'unknown'}, this Plenum reads version ${layoutVersion}; start the version that made it, or set PLENUM_DATA_DIR to another folder`,
    );
  }
  return path;
}

function versionIn(marker: string): number | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(marker, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof content !== 'object' || content === null || !('layoutVersion' in content)) return undefined;
  return typeof content.layoutVersion === 'number' ? content.layoutVersion : undefined;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
