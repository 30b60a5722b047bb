import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DeadLetter, DeadLetters } from '../../src/ports/dead-letters.js';
import { aDeadLetter } from '../records/builders.js';

/** The contract of `DeadLetters`; `open` gives empty ones that keep at most `capacity` letters. */
export function describeDeadLettersContract(name: string, open: (capacity: number) => Promise<DeadLetters>): void {
  describe(`${name} as dead letters`, () => {
    let letters: DeadLetters;

    beforeEach(async () => {
      letters = await open(5);
    });

    const ids = (list: readonly DeadLetter[]) => list.map(({ id }) => id);
    const numbered = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => aDeadLetter({ id: String(from + index).padStart(2, '0') }));

    it('1. MUST give back the letter with its very bytes', async () => {
      const everyByte = aDeadLetter({ original: Uint8Array.from({ length: 256 }, (_, byte) => byte) });
      await letters.add([everyByte]);
      const [kept] = await letters.list({ limit: 1 });
      expect(kept).toEqual({ ...everyByte, original: expect.any(Uint8Array) });
      expect(Uint8Array.from(kept!.original)).toEqual(everyByte.original);
    });

    it('2. MUST keep the bytes of a view into a larger buffer, and no others', async () => {
      const body = new TextEncoder().encode('good line\nbad line\n');
      await letters.add([aDeadLetter({ original: body.subarray(10, 18) })]);
      const [kept] = await letters.list({ limit: 1 });
      expect(new TextDecoder().decode(kept!.original)).toBe('bad line');
    });

    it('3. MUST list the newest first and page by id', async () => {
      await letters.add(numbered(1, 4));
      expect(ids(await letters.list({ limit: 3 }))).toEqual(['04', '03', '02']);
      expect(ids(await letters.list({ limit: 3, before: '02' }))).toEqual(['01']);
    });

    it('4. MUST narrow by code, source and status', async () => {
      await letters.add([
        aDeadLetter({ id: '01' }),
        aDeadLetter({ id: '02', source: 'otlp' }),
        aDeadLetter({ id: '03', code: 'unknown_unit' }),
      ]);
      await letters.markRedriven(['01']);
      expect(ids(await letters.list({ limit: 9, source: 'otlp' }))).toEqual(['02']);
      expect(ids(await letters.list({ limit: 9, code: 'malformed' }))).toEqual(['02', '01']);
      expect(ids(await letters.list({ limit: 9, status: 'redriven' }))).toEqual(['01']);
      expect(ids(await letters.list({ limit: 9, status: 'waiting', source: 'influx' }))).toEqual(['03']);
    });

    it('5. MUST keep the newest letters up to its capacity, and the whole counts', async () => {
      await letters.add(numbered(1, 4));
      await letters.add(numbered(5, 12));
      expect(ids(await letters.list({ limit: 99 }))).toEqual(['12', '11', '10', '09', '08']);
      expect(await letters.counts()).toEqual([{ source: 'influx', code: 'malformed', count: 12 }]);
    });

    it('6. MUST count by source and code, and a letter added twice once', async () => {
      await letters.add([aDeadLetter({ id: '01' }), aDeadLetter({ id: '02', code: 'sentinel' })]);
      await letters.add([aDeadLetter({ id: '02', code: 'sentinel' }), aDeadLetter({ id: '03', source: 'csv' })]);
      expect(await letters.counts()).toEqual([
        { source: 'csv', code: 'malformed', count: 1 },
        { source: 'influx', code: 'malformed', count: 1 },
        { source: 'influx', code: 'sentinel', count: 1 },
      ]);
    });

    it('7. MUST take hostile text: a NUL, half a surrogate pair, quotes', async () => {
      await letters.add([
        aDeadLetter({ message: `tag "a\0b" \ud800 '; --`, context: { precision: '\0', a: '"{}\\' } }),
      ]);
      const [kept] = await letters.list({ limit: 1 });
      expect(kept).toMatchObject({ message: `tag "a\u2400b" \ufffd '; --`, context: { precision: '\0', a: '"{}\\' } });
    });

    it('8. MUST accept nothing to add and unknown ids to mark', async () => {
      await letters.add([]);
      await letters.markRedriven(['none']);
      expect(await letters.list({ limit: 1 })).toEqual([]);
      expect(await letters.counts()).toEqual([]);
    });
  });
}
