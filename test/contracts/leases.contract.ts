import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Leases } from '../../src/ports/leases.js';

const longMs = 60_000;
/** Over when the next statement runs. */
const hardlyMs = 1;

/** The contract of `Leases`, numbered as in docs/contracts.md. */
export function describeLeases(name: string, prepare: () => Promise<Leases>): void {
  describe(`${name} as leases`, () => {
    let leases: Leases;

    beforeEach(async () => {
      leases = await prepare();
    });

    it('LEASE-1 MUST give a lease to one of two processes that ask', async () => {
      const answers = await Promise.all([leases.take('tiers', 'a', longMs), leases.take('tiers', 'b', longMs)]);
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    it('LEASE-2 MUST prolong the lease of its holder', async () => {
      await leases.take('tiers', 'a', hardlyMs);
      expect(await leases.take('tiers', 'a', longMs)).toBe(true);
      await pause(5 * hardlyMs);
      expect(await leases.take('tiers', 'b', longMs)).toBe(false);
    });

    it('LEASE-3 MUST pass the lease of a process that has died on when its time is over', async () => {
      await leases.take('tiers', 'a', hardlyMs);
      await pause(5 * hardlyMs);
      expect(await leases.take('tiers', 'b', longMs)).toBe(true);
      expect(await leases.take('tiers', 'a', longMs)).toBe(false);
    });

    it('LEASE-4 MUST pass a lease that was given back on at once', async () => {
      await leases.take('tiers', 'a', longMs);
      await leases.give('tiers', 'a');
      expect(await leases.take('tiers', 'b', longMs)).toBe(true);
    });

    it('LEASE-5 MUST NOT let a process give back what another holds', async () => {
      await leases.take('tiers', 'a', longMs);
      await leases.give('tiers', 'b');
      expect(await leases.take('tiers', 'b', longMs)).toBe(false);
    });

    it('LEASE-6 MUST keep leases of different names apart', async () => {
      await leases.take('tiers', 'a', longMs);
      expect(await leases.take('notify', 'b', longMs)).toBe(true);
    });
  });
}
