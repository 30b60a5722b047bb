import { expect, it } from '@jest/globals';
import type { Rejection } from '../../domain/telemetry/rejection.js';
import { partialWriteError } from './influx-answer.js';

const rejection = (position: number): Rejection => ({
  code: 'malformed',
  message: 'Expected field=value.',
  position,
  original: Buffer.from(`bad line ${position}`),
});

it('a partial write names the first lines in its text, lists the others, and says how many more there are', () => {
  const answer = partialWriteError(7, [2, 3, 5, 8].map(rejection), 4_000);
  expect(answer.message).toBe(
    "partial write: 7 points accepted, 4000 refused: line 2: unable to accept 'bad line 2': Expected field=value.; " +
      "line 3: unable to accept 'bad line 3': Expected field=value.; " +
      "line 5: unable to accept 'bad line 5': Expected field=value.; and 3997 more",
  );
  expect(answer.error).toBe(answer.message);
  expect(answer.line).toBe(2);
  expect(answer.lines?.map(({ line }) => line)).toEqual([2, 3, 5, 8]);
});

it('a long answer stays short: at most 100 lines, at most 200 characters of each', () => {
  const long = { ...rejection(1), original: Buffer.alloc(10_000, 0x61) };
  const answer = partialWriteError(
    0,
    Array.from({ length: 500 }, () => long),
    500,
  );
  expect(answer.lines).toHaveLength(100);
  expect(answer.lines?.[0]?.original).toHaveLength(200);
});
