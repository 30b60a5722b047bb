import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where `npm run runtimes` installs: outside of the checkout, so that a set-up of that does not take it away. */
export const installedRuntimes = join(homedir(), '.cache', 'plenum', 'runtimes');

/** Imports packages of an installed runtime. Throws, saying what is missing, where it is not installed. */
export function importerOf(folder: string): (packageName: string) => Promise<unknown> {
  if (!existsSync(folder)) throw new Error(`it is not installed, there is no ${folder}`);
  const { resolve } = createRequire(join(folder, 'package.json'));
  return (packageName) => import(pathToFileURL(resolve(packageName)).href);
}
