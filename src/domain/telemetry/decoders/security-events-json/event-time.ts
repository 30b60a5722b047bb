import { fingerprint } from './fingerprint.js';

/** Steps that a double can tell apart in a millisecond of our time (2^-12 ms from 2004 to 2039). */
const STEPS_PER_MS = 4096;
const SECOND_MS = 1000;

/**
 * The moment of an event, made its own: events that are one and the same have one moment, others hardly ever. It stays
 * within the millisecond that was told; within the second, where whole seconds were, because of a sender that counts in
 * seconds many events come at once. `identity` is the event's id, or all of its text.
 */
export function ownMoment(at: number, identity: string): number {
  const told = Math.floor(at);
  const steps = STEPS_PER_MS * (told % SECOND_MS === 0 ? SECOND_MS : 1);
  return told + (fingerprint(identity) % steps) / STEPS_PER_MS;
}
