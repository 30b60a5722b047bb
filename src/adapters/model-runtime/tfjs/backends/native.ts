import { join } from 'node:path';
import util from 'node:util';
import { backend, setBackend } from '@tensorflow/tfjs-core';
import type { Backend } from './backend.js';
import { importerOf } from './runtimes-folder.js';

/** Functions of Node.js that it lost in version 23 and that the package calls while it loads. */
interface FormerUtil {
  isNullOrUndefined?: (value: unknown) => boolean;
  isArray?: (value: unknown) => boolean;
}

/** libtensorflow on the processor. */
export const node = native('node', '@tensorflow/tfjs-node', false);

/** libtensorflow on a GPU of NVIDIA. */
export const nodeGpu = native('node-gpu', '@tensorflow/tfjs-node-gpu', true);

function native(name: string, packageName: string, needsGpu: boolean): Backend {
  return {
    registeredAs: 'tensorflow',
    hint: `Install it with "npm run runtimes -- ${name}".`,
    async register(runtimesFolder) {
      const load = importerOf(join(runtimesFolder, name));
      const former: FormerUtil = util;
      former.isNullOrUndefined ??= (value) => value === null || value === undefined;
      former.isArray ??= Array.isArray;
      await load(packageName);
      await setBackend('tensorflow');
      // The GPU's package computes on the processor where it finds no GPU.
      const usesGpu = 'isUsingGpuDevice' in backend() && (backend() as { isUsingGpuDevice?: unknown }).isUsingGpuDevice;
      if (needsGpu && usesGpu !== true) throw new Error('it sees no GPU');
      return { device: needsGpu ? 'libtensorflow on the GPU' : 'libtensorflow on all cores' };
    },
  };
}
