import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the kernel's files are; a test puts a recorded machine in their place. */
export interface KernelRoots {
  readonly proc: string;
  readonly sys: string;
}

/** True when the path is absent, or when the device behind it says that it has no such reading at the moment. */
export function isAbsent(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === 'ENOENT' || error.code === 'ENODEV';
}

/** The sorted entries of a folder; none when this machine has no such folder. */
export async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** The trimmed text of a file in a folder; undefined when there is no such file. */
export async function textIn(folder: string, file: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, file), 'utf8')).trim();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** The number in a one-number file such as those of sysfs; undefined when there is no such file. Throws on other text. */
export async function numberIn(folder: string, file: string): Promise<number | undefined> {
  const text = await textIn(folder, file);
  if (text === undefined) return undefined;
  if (!/^-?\d+(\.\d+)?$/.test(text))
    throw new Error(`${join(folder, file)} holds ${JSON.stringify(text)}, not a number`);
  return Number(text);
}

/** The lines of a text that are not empty, split into fields at white space. */
export function fieldsOfLines(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/));
}
