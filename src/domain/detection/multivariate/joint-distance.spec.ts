import { describe, expect, it } from '@jest/globals';
import { Noise } from '../../twin/noise.js';
import { JointDistance } from './joint-distance.js';

/** Pairs that move together, each of about unit variance. */
function pairs(length: number, own: number): Float64Array[] {
  const noise = new Noise(9, 'pairs');
  return Array.from({ length }, () => {
    const common = noise.gaussian();
    return Float64Array.of(common, common + own * noise.gaussian());
  });
}

describe('the joint distance of a row', () => {
  it('is greater across the way in which the columns move together than along it', () => {
    const joint = new JointDistance(pairs(400, 0.2));
    const along = joint.next(Float64Array.of(1, 1));
    expect(joint.next(Float64Array.of(1, -1))).toBeGreaterThan(along + 5);
  });

  it('has a mean of 0 and a deviation of 1 in the training rows', () => {
    const training = pairs(400, 0.5);
    const joint = new JointDistance(training);
    const distances = training.map((row) => joint.next(row));
    const mean = distances.reduce((sum, value) => sum + value, 0) / distances.length;
    expect(mean).toBeCloseTo(0, 9);
    expect(distances.reduce((sum, value) => sum + (value - mean) ** 2, 0) / distances.length).toBeCloseTo(1, 9);
  });

  it('shares itself out among the columns that make it', () => {
    const noise = new Noise(2, 'alone');
    const joint = new JointDistance(
      Array.from({ length: 400 }, () => Float64Array.of(noise.gaussian(), noise.gaussian())),
    );
    joint.next(Float64Array.of(0, 7));
    expect(joint.shares[0]).toBeCloseTo(0, 9);
    expect(joint.shares[1]).toBeCloseTo(1, 9);
  });

  it('does not make distance of rounding errors where two columns are copies of each other', () => {
    const joint = new JointDistance(pairs(400, 0));
    const usual = joint.next(Float64Array.of(1, 1));
    expect(joint.next(Float64Array.of(1, 1 + 1e-9))).toBeCloseTo(usual, 6);
  });
});
