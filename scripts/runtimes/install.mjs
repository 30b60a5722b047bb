// `npm run runtimes -- node webgpu`: installs what trains networks faster than WebAssembly, out of package registries alone,
// into ~/.cache/plenum/runtimes. What is there already is left as it is. docs/training.md says what each one needs.
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildTfjsNode } from './tfjs-node.mjs';
import { installWebgpu } from './webgpu.mjs';

/** `src/adapters/model-runtime/tfjs/backends/runtimes-folder.ts` looks here. */
const cache = join(homedir(), '.cache', 'plenum', 'runtimes');

const runtimes = {
  node: (folder) => buildTfjsNode(folder, { gpu: false }),
  'node-gpu': (folder) => buildTfjsNode(folder, { gpu: true }),
  webgpu: installWebgpu,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in runtimes));
if (wanted.length === 0 || unknown.length > 0) {
  const what = unknown.length > 0 ? `no runtime ${unknown.join(', ')}` : 'name what to install';
  console.error(`runtimes: ${what}; there are ${Object.keys(runtimes).join(', ')}`);
  process.exit(2);
}
for (const name of wanted) await install(name);

/** Made beside its place and moved there when it works: what lies there is whole, whatever ended an earlier try. */
async function install(name) {
  const target = join(cache, name);
  if (existsSync(target)) {
    console.log(`${name}: is there (${target}); remove the folder to install it anew`);
    return;
  }
  const building = join(cache, `.${name}-${process.pid}`);
  await mkdir(building, { recursive: true });
  try {
    await runtimes[name](building);
    await rename(building, target);
    console.log(`${name}: installed in ${target}; plenum doctor shows whether it can be used`);
  } catch (error) {
    console.error(`${name}: not installed: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}
