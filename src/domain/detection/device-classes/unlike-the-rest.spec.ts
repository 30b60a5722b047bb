import { describe, expect, it } from '@jest/globals';
import { Noise } from '../../twin/noise.js';
import type { HeldOutRows } from './held-out.js';
import { principalNetwork } from './principal-network.js';
import { unlikeTheRest } from './unlike-the-rest.js';

const minutes = 360;
/** The fan follows power, in the device's own standard deviations. */
const layers = principalNetwork([Float64Array.of(1, 1), Float64Array.of(-1, -1)], 1);

/** A server whose fan is off by so much in its last hour. */
function aServer(seed: number, off = 0): HeldOutRows {
  const noise = new Noise(seed, 'server');
  return Array.from({ length: minutes }, (_, minute) => {
    const load = Math.sin(minute / 20 + seed);
    return Float64Array.of(load, load + 0.3 * noise.gaussian() + (minute < minutes - 60 ? 0 : off));
  });
}

function oddAmong(devices: readonly HeldOutRows[]): readonly number[] {
  const work = unlikeTheRest(devices, layers, 1.5);
  for (;;) {
    const step = work.next();
    if (step.done) return [...step.value];
  }
}

const oddOf = (offs: readonly number[]) => oddAmong(offs.map((off, i) => aServer(i + 1, off)));
const well = (count: number): number[] => new Array<number>(count).fill(0);

describe('the devices of a class that the rest finds unlike itself', () => {
  it('are none while all are well', () => {
    expect(oddOf(well(20))).toEqual([]);
  });

  it('are the one with a fault, also where that fault is most of what the class shows', () => {
    expect(oddOf([0, 0, 4, 0])).toEqual([2]);
    expect(oddOf([0, 400, 0])).toEqual([1]);
  });

  it('are two of twenty, though one is much worse than the other', () => {
    expect(new Set(oddOf([...well(9), 40, 3, ...well(9)]))).toEqual(new Set([9, 10]));
  });

  it('are none when a fifth goes its own way: that is a kind of its own', () => {
    expect(oddOf([...well(16), 4, 4, 4, 4])).toEqual([]);
  });

  it('are none of two, of which either may be the odd one', () => {
    expect(oddOf([0, 4])).toEqual([]);
  });

  it('are found among those that reported something', () => {
    expect(oddAmong([[], aServer(1), aServer(2, 4), aServer(3)])).toEqual([2]);
  });
});
