import { enableProdMode, getBackend, ready, setBackend } from '@tensorflow/tfjs-core';
import { DomainError } from '../../../domain/errors.js';
import type { TfjsBackend } from './worker-messages.js';

/** Not a literal: where it is not installed, nothing must miss it before it is asked for. */
const nativePackage: string = '@tensorflow/tfjs-node';

const backends: Record<TfjsBackend, { readonly name: string; readonly register: () => Promise<unknown> }> = {
  cpu: { name: 'cpu', register: () => import('@tensorflow/tfjs-backend-cpu') },
  wasm: { name: 'wasm', register: registerWasm },
  node: { name: 'tensorflow', register: () => import(nativePackage) },
};

/** Makes the backend the one that computes. Rejects with `invalid_configuration` where it cannot be had. */
export async function useBackend(wanted: TfjsBackend): Promise<void> {
  // Else it recommends other packages on stderr.
  enableProdMode();
  const { name, register } = backends[wanted];
  try {
    await register();
    await setBackend(name);
    await ready();
  } catch (error) {
    throw unusable(wanted, error);
  }
  // A backend that does not come up is passed over in silence.
  if (getBackend() !== name) throw unusable(wanted, undefined);
}

async function registerWasm(): Promise<void> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // Several threads sum in an order of their own, and training stands back behind the service anyway.
  wasm.setThreadsCount(1);
}

function unusable(backend: TfjsBackend, cause: unknown): DomainError {
  const hint = backend === 'node' ? ` Install ${nativePackage}, or choose cpu or wasm.` : '';
  return new DomainError('invalid_configuration', `The model backend "${backend}" cannot be used here.${hint}`, {
    cause,
  });
}
