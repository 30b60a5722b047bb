import type { AcknowledgedAlert } from '../ports/alert-log.js';
import type { AcknowledgedIncident } from '../ports/incident-log.js';

/** Something that happened and that open screens show at once. */
export type LiveEvent =
  | { readonly kind: 'alert'; readonly alert: AcknowledgedAlert }
  | { readonly kind: 'incident'; readonly incident: AcknowledgedIncident }
  /** Silences or maintenance windows are others than before: made, changed or ended, by whichever process. */
  | { readonly kind: 'quiet' }
  | { readonly kind: 'twin'; readonly change: 'fault-injected' | 'fault-cleared' | 'speed' };

/** Passes events on to whoever listens right now; nothing is kept for later. A listener must not throw and must be quick. */
export class LiveEvents {
  readonly #listeners = new Set<(event: LiveEvent) => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  emit(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Listens until the returned function is called. */
  listen(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
