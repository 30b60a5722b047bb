import { describe, expect, it } from '@jest/globals';
import { trainLevels } from './joint-detectors.js';
import { JointScorer } from './joint-scorer.js';

/** Two sensors that move together. */
const pair = (i: number): [number, number] => [Math.sin(i), 3 * Math.sin(i) + 0.1 * Math.sin(7 * i)];

describe('scoring the columns of a table together', () => {
  it('scores 0 until the training rows are in, then judges', () => {
    const scorer = new JointScorer(2, 100, trainLevels);
    const training = Array.from({ length: 100 }, (_, i) => scorer.next(i, pair(i)).score);
    expect(Math.max(...training)).toBe(0);
    expect(scorer.next(100, pair(100)).score).toBeGreaterThan(0);
  });

  it('does not let rows after the training part change the threshold', () => {
    const judged = (later: (i: number) => [number, number]) => {
      const scorer = new JointScorer(2, 100, trainLevels);
      for (let i = 0; i < 100; i++) scorer.next(i, pair(i));
      const first = scorer.next(100, pair(100)).score;
      scorer.next(101, later(101));
      return first;
    };
    expect(judged(pair)).toBe(judged(() => [1e6, -1e6]));
  });

  it('takes the last reading where one is missing', () => {
    const complete = new JointScorer(2, 50, trainLevels);
    const gappy = new JointScorer(2, 50, trainLevels);
    for (let i = 0; i < 80; i++) {
      const [a, b] = pair(i);
      const held = i === 70 ? pair(69)[1] : b;
      const score = complete.next(i, [a, held]).score;
      expect(gappy.next(i, [a, i === 70 ? undefined : b]).score).toBe(score);
    }
  });

  it('leaves out a column that was never read while it trained, and judges the others', () => {
    const scorer = new JointScorer(3, 100, trainLevels);
    const alone = new JointScorer(2, 100, trainLevels);
    for (let i = 0; i < 160; i++) {
      const [a, b] = pair(i);
      const broken = i < 130 ? b : b + 20;
      // The empty column comes to life after the training.
      const late = i < 120 ? undefined : 1_000;
      expect(scorer.next(i, [a, late, broken]).score).toBe(alone.next(i, [a, broken]).score);
    }
    const { score, columnScores } = scorer.next(160, [...pair(160), 1_000]);
    expect(score).toBeGreaterThan(1);
    expect(columnScores[1]).toBe(0);
  });

  it('counts the first reading of a sensor that starts late for the rows above it', () => {
    const late = new JointScorer(2, 100, trainLevels);
    const early = new JointScorer(2, 100, trainLevels);
    for (let i = 0; i < 150; i++) {
      const [a, b] = pair(i);
      const score = early.next(i, [a, i < 30 ? pair(30)[1] : b]).score;
      expect(late.next(i, [a, i < 30 ? undefined : b]).score).toBe(score);
    }
  });

  it('names the column that left its level', () => {
    const scorer = new JointScorer(2, 200, trainLevels);
    for (let i = 0; i < 200; i++) scorer.next(i, pair(i));
    for (let i = 200; i < 240; i++) scorer.next(i, [pair(i)[0], pair(i)[1] + 30]);
    const { score, columnScores } = scorer.next(240, [pair(240)[0], pair(240)[1] + 30]);
    expect(score).toBeGreaterThan(1);
    expect(columnScores[1]).toBeGreaterThanOrEqual(1);
    expect(columnScores[1]).toBeGreaterThan(2 * (columnScores[0] ?? 0));
  });

  it('judges by principal components where there are few training rows', () => {
    const scorer = new JointScorer(2, 20, trainLevels);
    for (let i = 0; i < 20; i++) scorer.next(i, pair(i));
    let score = 0;
    for (let i = 20; i < 60; i++) score = scorer.next(i, [pair(i)[0], -pair(i)[1]]).score;
    expect(score).toBeGreaterThan(1);
  });
});
