import { describe, expect, it } from '@jest/globals';
import { JointScorer } from './joint-scorer.js';

/** Two sensors that move together. */
const pair = (i: number): [number, number] => [Math.sin(i), 3 * Math.sin(i) + 0.1 * Math.sin(7 * i)];

describe('scoring the columns of a table together', () => {
  it('scores 0 until the training rows are in, then judges', () => {
    const scorer = new JointScorer(2, 100);
    const training = Array.from({ length: 100 }, (_, i) => scorer.next(i, pair(i)).score);
    expect(Math.max(...training)).toBe(0);
    expect(scorer.next(100, pair(100)).score).toBeGreaterThan(0);
  });

  it('does not let rows after the training part change the threshold', () => {
    const judged = (later: (i: number) => [number, number]) => {
      const scorer = new JointScorer(2, 100);
      for (let i = 0; i < 100; i++) scorer.next(i, pair(i));
      const first = scorer.next(100, pair(100)).score;
      scorer.next(101, later(101));
      return first;
    };
    expect(judged(pair)).toBe(judged(() => [1e6, -1e6]));
  });

  it('takes the last reading where one is missing', () => {
    const complete = new JointScorer(2, 50);
    const gappy = new JointScorer(2, 50);
    for (let i = 0; i < 80; i++) {
      const [a, b] = pair(i);
      const held = i === 70 ? pair(69)[1] : b;
      const score = complete.next(i, [a, held]).score;
      expect(gappy.next(i, [a, i === 70 ? undefined : b]).score).toBe(score);
    }
  });

  it('waits with the training for a column that has not been read yet', () => {
    const scorer = new JointScorer(2, 5);
    for (let i = 0; i < 20; i++) expect(scorer.next(i, [i, undefined]).score).toBe(0);
  });
});
