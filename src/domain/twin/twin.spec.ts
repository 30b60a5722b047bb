import { describe, expect, it } from '@jest/globals';
import { TwinRig } from '../../../test/builders/twin.js';
import { parseSite } from '../../config/load-site.js';
import { metricDefinition } from '../telemetry/metric-catalogue.js';
import { Twin } from './twin.js';
import type { TwinState } from './twin-state.js';

const hour = 3600;

describe('the twin', () => {
  it('gives the same readings for the same seed and start, and others for another seed', () => {
    const first = new TwinRig({ seed: 5 }).run(600);
    expect(new TwinRig({ seed: 5 }).run(600).values()).toEqual(first.values());
    expect(new TwinRig({ seed: 6 }).run(600).values()).not.toEqual(first.values());
  });

  it('goes on from a saved state to the last digit, faults included', () => {
    const original = new TwinRig({ seed: 5 }).run(300);
    original.twin.inject({ kind: 'sensor-stuck', asset: 'hall-1-crah-1' });
    original.twin.inject({ kind: 'crah-fan-failure', asset: 'hall-2-crah-1' });
    original.run(120);
    const saved = JSON.stringify(original.twin.save());
    const resumed = new TwinRig({ seed: 5 });
    resumed.twin.restore(JSON.parse(saved) as TwinState);
    expect(resumed.twin.now).toBe(original.twin.now);
    expect(resumed.run(600).values()).toEqual(original.run(600).values());
  });

  it('keeps what it can when the site has lost equipment since the state was saved', () => {
    const original = new TwinRig().run(60);
    const saved = original.twin.save();
    const { 'hall-1-crah-1': _gone, ...parts } = saved.parts;
    const resumed = new TwinRig();
    resumed.twin.restore({ ...saved, parts });
    expect(Number.isFinite(resumed.run(60).value('hall-1-crah-1', 'dc.crah.supply_temperature'))).toBe(true);
  });

  it('conserves energy: what IT and fans give is taken by the coils or stored', () => {
    const rig = new TwinRig();
    rig.twin.inject({ kind: 'crah-fan-failure', asset: 'hall-1-crah-1', durationSeconds: 1200 });
    rig.twin.inject({ kind: 'hot-air-recirculation', asset: 'hall-2-rack-03' });
    rig.run(hour, 60);
    const { itJ, crahFansJ, coilsJ, storedInHallsJ } = rig.twin.energy();
    expect(itJ).toBeGreaterThan(3e8);
    expect((coilsJ + storedInHallsJ) / (itJ + crahFansJ)).toBeCloseTo(1, 9);
  });

  it('conserves energy: what coils, pumps and compressors give leaves through the towers or is stored', () => {
    const { coilsJ, chilledPumpsJ, condenserPumpsJ, compressorsJ, rejectedJ, storedInWaterJ } = new TwinRig()
      .run(hour, 60)
      .twin.energy();
    const given = coilsJ + chilledPumpsJ + condenserPumpsJ + compressorsJ;
    expect((rejectedJ + storedInWaterJ) / given).toBeCloseTo(1, 9);
  });

  it('has a PUE that follows from its own power figures', () => {
    const { itPowerW, coolingPowerW, lossesW, pue } = new TwinRig().run(60).twin.summary();
    expect(pue).toBeCloseTo((itPowerW + coolingPowerW + lossesW) / itPowerW, 9);
    expect(pue).toBeGreaterThan(1.1);
    expect(pue).toBeLessThan(1.6);
  });

  it('stays within what the metric catalogue takes for plausible, for a day', () => {
    const rig = new TwinRig();
    rig.run(24 * hour, 600, () => {
      const values = rig.values();
      rig.twin.sensors.forEach(({ metric, assetId }, i) => {
        const { min = -Infinity, max = Infinity } = metricDefinition(metric) ?? {};
        const value = values[i]!;
        if (!(value >= min && value <= max)) throw new Error(`${assetId} ${metric} = ${value}`);
      });
    });
    expect(rig.twin.summary().hottestInletC).toBeLessThan(27);
  });

  it('is busier on a working day than at night, and on a working day than on Sunday', () => {
    const business = (startMs: number) => {
      const rig = new TwinRig({ startMs });
      let sum = 0;
      rig.run(2 * hour, 60, () => {
        sum += rig.value('hall-1-rack-04', 'dc.rack.power');
      });
      return sum / 120;
    };
    const tuesdayMorning = business(Date.UTC(2026, 2, 10, 8));
    expect(tuesdayMorning).toBeGreaterThan(1.1 * business(Date.UTC(2026, 2, 10, 21)));
    expect(tuesdayMorning).toBeGreaterThan(1.1 * business(Date.UTC(2026, 2, 15, 8)));
  });

  it('of a site that is only a name stands empty and reports its own meters', () => {
    const site = parseSite('name: plan', 'site.yaml');
    const twin = new Twin(site, { seed: 1, startMs: 0 });
    const values = new Float64Array(twin.sensors.length);
    twin.step(10);
    twin.read(values);
    expect(twin.sensors.map(({ metric }) => metric)).toEqual(['dc.site.it_power', 'dc.site.power', 'dc.site.pue']);
    expect([...values]).toEqual([0, 0, Number.NaN]);
  });
});
