import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root folder of the checkout, whether this runs from `src/` or from `dist/src/`. */
export const checkoutRoot = folderOf('package.json', dirname(fileURLToPath(import.meta.url)));

function folderOf(file: string, from: string): string {
  if (existsSync(join(from, file))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`BUG: no ${file} above ${fileURLToPath(import.meta.url)}`);
  return folderOf(file, parent);
}
