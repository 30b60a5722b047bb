import { TfjsModelRuntime } from '../adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { backendNames, type BackendName } from '../adapters/model-runtime/tfjs/backends/backend-name.js';
import type { BackendInUse } from '../ports/model-runtime.js';

/** Every backend, the one that is taken first where it can be had first. */
export const modelBackends: readonly BackendName[] = backendNames;

/** What trains networks here when this is asked for, tried in a worker that ends with it. Rejects where it cannot be had. */
export async function inspectModelBackend(wanted: BackendName | 'auto'): Promise<BackendInUse> {
  const runtime = new TfjsModelRuntime(wanted);
  try {
    return await runtime.backend();
  } finally {
    await runtime.close();
  }
}
