import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { DomainError } from '../domain/errors.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const Position = z.object({ at: z.number(), id: z.string() });

describe('the cursor of a page', () => {
  it('leads back to its position, and needs no escaping in an address', () => {
    const position = { at: 1_760_000_000_000, id: 'srv-ü/7?' };
    const cursor = encodeCursor(position);
    expect(encodeURIComponent(cursor)).toBe(cursor);
    expect(decodeCursor(cursor, Position)).toEqual(position);
  });

  it('is optional', () => {
    expect(decodeCursor(undefined, Position)).toBeUndefined();
  });

  it.each(['', 'zzz', '!!!', encodeCursor({ id: 'of another list' }), Buffer.from('{"at":').toString('base64url')])(
    'that was made up ("%s") is refused with what to do',
    (cursor) => {
      expect(() => decodeCursor(cursor, Position)).toThrow(DomainError);
      expect(() => decodeCursor(cursor, Position)).toThrow(/start again without one/);
    },
  );
});
