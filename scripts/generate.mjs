// Writes the generated documents: docs/config.md and docs/openapi.json. A test fails when they are out of date.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt, root } from './setup.mjs';

await ensureBuilt();
const { generatedDocuments } = await import('../dist/src/app/generated-documents.js');
for (const [file, text] of Object.entries(await generatedDocuments())) await writeFile(join(root, file), text);
