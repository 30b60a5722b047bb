// Builds the service with swc (types are checked by `npm run types`) and the console with Vite, side by side.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { build as buildConsole } from 'vite';
import { stampBuild } from './setup.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

async function buildService() {
  const options = JSON.parse(await readFile(join(root, '.swcrc'), 'utf8'));
  const files = [];
  for (const folder of ['src', 'migrations', 'bench', 'dashboards/src']) {
    for (const entry of await readdir(join(root, folder), { recursive: true })) {
      if (entry.endsWith('.ts') && !entry.endsWith('.spec.ts')) files.push(join(folder, entry));
    }
  }
  await Promise.all(
    ['src', 'migrations', 'bench', 'dashboards/src'].map((folder) =>
      rm(join(root, 'dist', folder), { recursive: true, force: true }),
    ),
  );
  await Promise.all(
    files.map(async (file) => {
      const { code } = await transform(await readFile(join(root, file), 'utf8'), {
        ...options,
        filename: join(root, file),
        sourceFileName: file,
        swcrc: false,
      });
      const target = join(root, 'dist', file.replace(/\.ts$/, '.js'));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, code);
    }),
  );
}

await Promise.all([
  buildService(),
  buildConsole({ root: join(root, 'console'), configFile: join(root, 'console', 'vite.config.mjs'), logLevel: 'warn' }),
]);
stampBuild();
