import { describe, expect, it } from '@jest/globals';
import { ChillerPlant, coefficientOfPerformance } from './chiller-plant.js';

const aPlant = () =>
  new ChillerPlant({
    setpointC: 10,
    chillers: [
      { id: 'chiller-1', ratedCoolingW: 100_000 },
      { id: 'chiller-2', ratedCoolingW: 100_000 },
    ],
    towers: [{ id: 'tower-1', ratedHeatW: 250_000, fanPowerW: 4000 }],
    chilledWaterPumps: [{ id: 'pump-1', ratedPowerW: 2000 }],
    condenserWaterPumps: [{ id: 'pump-2', ratedPowerW: 2500 }],
  });

/** Six hours of one load at one wet bulb. */
function settled(coilHeatW: number, wetBulbC: number): ChillerPlant {
  const plant = aPlant();
  for (let t = 0; t < 6 * 3600; t += 10) plant.advance(10, coilHeatW, wetBulbC);
  return plant;
}

describe('the chiller plant', () => {
  it('holds the chilled water at its setpoint under any load that it is made for', () => {
    for (const load of [20_000, 90_000, 180_000]) expect(settled(load, 18).chilledWaterC).toBeCloseTo(10, 1);
  });

  it('lets the water warm up when the load exceeds what all chillers can do', () => {
    expect(settled(230_000, 18).chilledWaterC).toBeGreaterThan(20);
  });

  it('runs one chiller at low load and two at high load', () => {
    expect(settled(60_000, 15).running).toBe(1);
    expect(settled(150_000, 15).running).toBe(2);
  });

  it('needs more power on a humid day, and its towers get nearer to the wet bulb than to the target of winter', () => {
    const winter = settled(150_000, 4);
    const summer = settled(150_000, 24);
    expect(summer.chillerPowerW).toBeGreaterThan(1.2 * winter.chillerPowerW);
    expect(winter.condenserWaterC).toBeCloseTo(18, 0);
    expect(summer.condenserWaterC).toBeGreaterThan(24);
    expect(summer.condenserWaterC).toBeLessThan(30);
  });

  it('has a coefficient of performance that falls with lift and with an unsuitable load', () => {
    const good = coefficientOfPerformance(0.7, 10, 22);
    expect(good).toBeGreaterThan(4);
    expect(good).toBeLessThan(12);
    expect(coefficientOfPerformance(0.7, 6, 22)).toBeLessThan(good);
    expect(coefficientOfPerformance(0.7, 10, 30)).toBeLessThan(good);
    expect(coefficientOfPerformance(0.15, 10, 22)).toBeLessThan(good);
  });

  it('does nothing on a site without chillers', () => {
    const plant = new ChillerPlant({
      setpointC: 12,
      chillers: [],
      towers: [],
      chilledWaterPumps: [],
      condenserWaterPumps: [],
    });
    plant.advance(10, 50_000, 20);
    expect(plant).toMatchObject({ chilledWaterC: 12, powerW: 0 });
  });
});
