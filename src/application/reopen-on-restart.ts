import { messageOf } from '../domain/errors.js';
import type { Log } from '../ports/log.js';
import type { ServerRuns } from '../ports/server-runs.js';
import type { Consumption } from '../ports/telemetry-bus.js';

/** Opens the partitions of a consumption again each time that the store's server has started anew. Returns what ends that. */
export function reopenOnRestart(runs: ServerRuns | undefined, consumption: Consumption, log: Log): () => void {
  if (!runs) return () => undefined;
  return runs.onRestart(() => {
    consumption.reopen().catch((error: unknown) => {
      log.error('partitions not opened again after a restart of the store', { error: messageOf(error) });
    });
  });
}
