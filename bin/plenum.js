#!/usr/bin/env node
// Entry of the command line; builds first when the checkout has not been built yet.
import { ensureBuilt, ensureInstalled } from '../scripts/setup.mjs';

await ensureInstalled();
await ensureBuilt();
const { runCli } = await import('../dist/src/cli/main.js');
await runCli(process.argv.slice(2));
