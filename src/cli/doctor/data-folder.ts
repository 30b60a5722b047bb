import { inspectDataFolder } from '../../app/inspect-data-folder.js';
import { messageOf } from '../../domain/errors.js';
import { fail, type Finding, ok, warn } from './finding.js';

const gibibyte = 1024 ** 3;
const leastFreeBytes = 0.5 * gibibyte;
const goodFreeBytes = 5 * gibibyte;

/** Whether the data folder can be used: writable, of this version, with space left. */
export async function checkDataFolder(folder: string): Promise<Finding> {
  try {
    const { path, age, freeBytes } = await inspectDataFolder(folder);
    return judgeSpace(`data folder ${path} (${age})`, freeBytes);
  } catch (error) {
    const [found = '', advice = 'see docs/config.md'] = messageOf(error).split('; ', 2);
    return fail('data folder', found, advice);
  }
}

/** How much free space is enough to run, and to run for some time. */
export function judgeSpace(what: string, freeBytes: number): Finding {
  const found = `${what}, ${(freeBytes / gibibyte).toFixed(1)} GiB free`;
  const advice = 'make space, shorten PLENUM_RETENTION_RAW_DAYS, or set PLENUM_DATA_DIR to another disk';
  if (freeBytes < leastFreeBytes) return fail('data folder', found, advice);
  return freeBytes < goodFreeBytes ? warn('data folder', found, advice) : ok('data folder', found);
}
