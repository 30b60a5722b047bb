import { DomainError, messageOf } from '../../domain/errors.js';

/** A failure of the client or the cluster as one that may pass: what was asked for may be asked for again. */
export function unavailable(what: string, cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause;
  return new DomainError('unavailable', `Kafka ${what}: ${messageOf(cause)}.`, { retriable: true, cause });
}
