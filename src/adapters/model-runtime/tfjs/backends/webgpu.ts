import { join } from 'node:path';
import type { Backend } from './backend.js';
import { importerOf } from './runtimes-folder.js';

/** As far as it is needed here; the package's own types are not there where it is not installed. */
interface Dawn {
  readonly create: (options: readonly string[]) => Gpu;
  readonly globals: Readonly<Record<string, unknown>>;
}
interface Gpu {
  requestAdapter(): Promise<Adapter | null>;
}
interface Adapter {
  readonly info: { readonly vendor: string; readonly description: string; readonly isFallbackAdapter?: boolean };
}

/** Any GPU that has a Vulkan driver, or a program that stands in for one. */
export const webgpu: Backend = {
  registeredAs: 'webgpu',
  hint: 'Install it with "npm run runtimes -- webgpu", and a Vulkan driver.',
  async register(runtimesFolder) {
    const load = importerOf(join(runtimesFolder, 'webgpu'));
    const { create, globals } = (await load('webgpu')) as Dawn;
    const gpu = create([]);
    const adapter = await gpu.requestAdapter();
    if (!adapter) throw new Error('there is no GPU with a Vulkan driver');
    Object.assign(globalThis, globals);
    // Where browsers have it, and the backend looks for it.
    Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
    await load('@tensorflow/tfjs-backend-webgpu');
    const { vendor, description, isFallbackAdapter } = adapter.info;
    const device = `WebGPU, ${description || vendor}`;
    return isFallbackAdapter === true
      ? { device, drawback: `${description} is no GPU but a program that stands in for one, slower than WebAssembly` }
      : { device };
  },
};
