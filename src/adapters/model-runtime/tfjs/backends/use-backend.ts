import { enableProdMode, getBackend, ready, setBackend } from '@tensorflow/tfjs-core';
import { DomainError, messageOf } from '../../../../domain/errors.js';
import type { BackendInUse } from '../../../../ports/model-runtime.js';
import type { Backend, Registered } from './backend.js';
import { type BackendName, backendNames } from './backend-name.js';
import { cpu } from './cpu.js';
import { node, nodeGpu } from './native.js';
import { wasm } from './wasm.js';
import { webgpu } from './webgpu.js';

/** Which one, and where what is not part of the installation lies. */
export interface WantedBackend {
  readonly wanted: BackendName | 'auto';
  readonly runtimesFolder: string;
}

const backends: Record<BackendName, Backend> = { 'node-gpu': nodeGpu, node, webgpu, wasm, cpu };

/**
 * Makes a backend the one that computes: the one that is named, which rejects with `invalid_configuration` where it cannot be
 * had, or the first of the list that can be had and is worth it.
 */
export async function useBackend({ wanted, runtimesFolder }: WantedBackend): Promise<BackendInUse> {
  // Else the library recommends other packages on stderr.
  enableProdMode();
  const passedOver: { name: BackendName; reason: string }[] = [];
  for (const name of wanted === 'auto' ? backendNames : [wanted]) {
    const { hint } = backends[name];
    try {
      const { device, drawback } = await start(backends[name], runtimesFolder);
      if (wanted !== 'auto' || drawback === undefined) return { name, device, passedOver };
      passedOver.push({ name, reason: drawback });
    } catch (error) {
      passedOver.push({ name, reason: messageOf(error) });
      if (wanted === 'auto') continue;
      const message = `The model backend "${name}" cannot be used here: ${messageOf(error)}.${hint === undefined ? '' : ` ${hint}`}`;
      throw new DomainError('invalid_configuration', message, { cause: error });
    }
  }
  throw new DomainError('invalid_configuration', `No model backend can be used here: ${JSON.stringify(passedOver)}`);
}

async function start(backend: Backend, runtimesFolder: string): Promise<Registered> {
  const registered = await backend.register(runtimesFolder);
  await setBackend(backend.registeredAs);
  await ready();
  // A backend that does not come up is passed over in silence.
  if (getBackend() !== backend.registeredAs) throw new Error('the library cannot start it');
  return registered;
}
