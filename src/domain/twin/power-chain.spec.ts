import { describe, expect, it } from '@jest/globals';
import { Pdu, PowerChain, Ups } from './power-chain.js';
import { Server } from './server.js';

const aServer = (id: string) =>
  new Server(
    {
      id,
      idlePowerW: 100,
      maxPowerW: 400,
      gpus: 0,
      gpu: { idlePowerW: 0, maxPowerW: 0 },
      height: 0.5,
      shareOfFeedA: 0.5,
      skew: 1,
    },
    [],
  );

/** Two servers on feeds A and B, one on A only; both PDUs on one UPS. */
function aChain() {
  const ups = new Ups({ id: 'ups', ratedPowerW: 2000, from: null });
  const a = new Pdu({ id: 'a', ratedPowerW: 1000, from: 'ups' });
  const b = new Pdu({ id: 'b', ratedPowerW: 1000, from: 'ups' });
  const dual = [aServer('s1'), aServer('s2')] as const;
  const single = aServer('s3');
  const cords = [
    { server: dual[0], a, b, phase: 0 as const },
    { server: dual[1], a, b, phase: 1 as const },
    { server: single, a, b: undefined, phase: 2 as const },
  ];
  return { chain: new PowerChain(cords, [a, b], [ups]), ups, a, b, dual, single };
}

describe('the power chain', () => {
  it('draws from the mains what the servers use plus every loss on the way', () => {
    const { chain, ups, a, b } = aChain();
    chain.settle(10);
    expect(chain.itPowerW).toBe(300);
    expect(a.outputW + b.outputW).toBeCloseTo(300);
    expect(ups.outputW).toBeCloseTo(300 + a.lossW + b.lossW);
    expect(chain.mainsPowerW).toBeCloseTo(300 + a.lossW + b.lossW + ups.lossW);
    expect(chain.lossW).toBeGreaterThan(0);
  });

  it('moves a server with two feeds to the living one, and leaves one with a single feed dark', () => {
    const { chain, a, b, dual, single } = aChain();
    chain.switchFeeds(new Set(['a']));
    expect(chain.isFed(dual[0])).toBe(true);
    expect(chain.isFed(single)).toBe(false);
    single.advance(10, 20, false);
    chain.settle(10);
    expect(a.outputW).toBe(0);
    expect(a.lossW).toBe(0);
    expect(b.outputW).toBeCloseTo(200);
  });

  it('puts each server on its phase', () => {
    const { chain, a } = aChain();
    chain.settle(10);
    expect(a.phaseW).toEqual([50, 50, 100]);
  });

  it('has a UPS that is least efficient at low load and holds its battery longer then', () => {
    const { ups } = aChain();
    const efficiency = (outputW: number) => {
      ups.settle(10, outputW);
      return ups.outputW / ups.inputW;
    };
    expect(efficiency(200)).toBeLessThan(efficiency(1200));
    expect(efficiency(1200)).toBeGreaterThan(0.94);
    const full = (ups.settle(10, 2000), ups.batterySeconds);
    ups.settle(10, 500);
    expect(full).toBeCloseTo(600);
    expect(ups.batterySeconds).toBeGreaterThan(2 * full);
  });
});
