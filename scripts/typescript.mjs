// `node --import ./scripts/typescript.mjs`: runs TypeScript of this checkout as it stands, for benches that start the
// servers of the tests. What they measure is the build.
import { readFile } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const options = JSON.parse(await readFile(new URL('../.swcrc', import.meta.url), 'utf8'));

// Node loads the hooks below in a thread of their own.
if (isMainThread) register(import.meta.url);

/** Sources import each other under the names that they have when built. */
export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || !specifier.endsWith('.js')) throw error;
    return next(specifier.replace(/\.js$/, '.ts'), context);
  }
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...options, filename, swcrc: false });
  return { format: 'module', shortCircuit: true, source: code };
}
