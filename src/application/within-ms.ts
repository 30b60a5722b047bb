import { DomainError } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';

/**
 * The outcome of a call, or a rejection with `unavailable` when it takes longer. The call itself goes on; nobody hears of
 * its outcome then.
 */
export async function withinMs<T>(ms: number, clock: Clock, call: () => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const expiry = clock.sleep(ms, ended.signal).then(() => {
    throw new DomainError('unavailable', `no answer within ${ms} ms`, { retriable: true });
  });
  try {
    return await Promise.race([call(), expiry]);
  } finally {
    ended.abort();
  }
}
