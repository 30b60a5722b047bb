import { describe, expect, it } from '@jest/globals';
import { describeDetectorContract } from '../../../test/contracts/detector.contract.js';
import { detectors, isDetectorName } from './catalogue.js';

for (const [name, make] of Object.entries(detectors)) describeDetectorContract(name, make);

describe('looking up a detector', () => {
  it('knows its own names and no others', () => {
    expect(isDetectorName('seasonal-band')).toBe(true);
    expect(isDetectorName('toString')).toBe(false);
  });
});
