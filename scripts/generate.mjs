// Writes the generated documents, or with --check only says which are out of date (exit 1).
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contractsDoc } from './contracts-doc.mjs';
import { figuresDoc } from './figures-doc.mjs';
import { ensureBuilt, root } from './setup.mjs';

await ensureBuilt();
const { configDocs } = await import('../dist/src/config/config-docs.js');
const { dashboardFiles } = await import('../dist/dashboards/src/dashboard-files.js');
const { startService } = await import('../dist/src/main.js');

const documents = {
  'docs/config.md': configDocs(),
  'docs/contracts.md': await contractsDoc(root),
  'docs/figures.md': await figuresDoc(root),
  'docs/openapi.json': await openApi(),
  ...dashboardFiles(),
};
const stale = [];
for (const [file, text] of Object.entries(documents)) {
  const path = join(root, file);
  if (process.argv.includes('--check')) {
    if (!existsSync(path) || (await readFile(path, 'utf8')) !== text) stale.push(file);
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
if (stale.length > 0) {
  console.error(`out of date: ${stale.join(', ')}; run \`npm run generate\``);
  process.exitCode = 1;
}

/** The document as a running service serves it. */
async function openApi() {
  const dataDir = await mkdtemp(join(tmpdir(), 'plenum-generate-'));
  const app = await startService({
    PLENUM_DATA_DIR: dataDir,
    PLENUM_HTTP_PORT: '0',
    PLENUM_TWIN: 'off',
    PLENUM_HOST_SOURCE: 'off',
    PLENUM_LOG_LEVEL: 'warn',
  });
  try {
    const response = await fetch(new URL('/api/openapi.json', await app.getUrl()));
    return `${JSON.stringify(await response.json(), null, 2)}\n`;
  } finally {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
