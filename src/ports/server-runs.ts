/**
 * The server behind a store, as one run after another. At the start of a run it may have lost what it acknowledged in
 * the run before, unless that one had been secured. What is older than that is kept.
 */
export abstract class ServerRuns {
  /** The present run, as last seen. Greater than those before it; all processes call it the same. */
  abstract get current(): number;
  /** Calls the listener each time that a new run is seen. Returns what takes the listener off. */
  abstract onRestart(listener: () => void): () => void;
  /**
   * Sees to it that whatever was appended before this call outlives the end of the present run, and resolves with that
   * run. Cheap in a run that is secured already. Rejects with `unavailable` when that cannot be had now.
   */
  abstract secure(): Promise<number>;
}
