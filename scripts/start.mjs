// `npm start`: set-up if needed, then the service in embedded mode until Ctrl-C.
import { ensureBuilt, ensureInstalled } from './setup.mjs';

await ensureInstalled();
await ensureBuilt();
await import('../dist/src/cli/main.js').then(({ runCli }) => runCli(['up', ...process.argv.slice(2)]));
