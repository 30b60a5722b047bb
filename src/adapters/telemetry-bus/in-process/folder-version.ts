import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../../../domain/errors.js';
import { writeFileAtomically } from '../../system/write-file-atomically.js';

/** Version of the segment format; raise it with every change of `record.ts`. */
const formatVersion = 'plenum telemetry log 1\n';

/** Marks a new folder and refuses one that another version wrote, with `incompatible_data`. */
export async function checkFolderVersion(dir: string): Promise<void> {
  const path = join(dir, 'format');
  if (!existsSync(path)) {
    await writeFileAtomically(path, Buffer.from(formatVersion));
    return;
  }
  const found = await readFile(path, 'utf8');
  if (found === formatVersion) return;
  throw new DomainError(
    'incompatible_data',
    `The telemetry log in ${dir} has the format "${found.trim()}", this program reads "${formatVersion.trim()}". ` +
      'Start the version that wrote it and let it drain, or move the folder away to begin with an empty log.',
    { details: { dir } },
  );
}
