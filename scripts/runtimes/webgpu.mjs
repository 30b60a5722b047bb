import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installPackages } from './run-tool.mjs';

/** Dawn, which its package holds for each platform, and the backend on it. It needs a driver of Vulkan when it runs. */
export async function installWebgpu(folder) {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await installPackages(folder, ['webgpu@0.6.2', '@tensorflow/tfjs-backend-webgpu@4.22.0']);
}
