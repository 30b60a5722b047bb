import { describe, expect, it } from '@jest/globals';
import { demoSite, TwinRig } from '../../../../test/builders/twin.js';
import { numberAttribute } from '../../assets/asset.js';
import { faultCatalogue } from './catalogue.js';

const minutes = 60;

/** The first server of the demo site that has GPUs. */
function gpuServer(): string {
  const found = demoSite()
    .model.ofKind('server')
    .find((server) => numberAttribute(server, 'gpus', 0) > 0);
  if (!found) throw new Error('the demo site has no GPU server');
  return found.id;
}

describe('a CRAH fan failure', () => {
  it('shows in the fan speed at the next reading', () => {
    const rig = new TwinRig().run(60);
    expect(rig.value('hall-1-crah-1', 'dc.crah.fan_speed')).toBeGreaterThan(0.5);
    rig.twin.inject({ kind: 'crah-fan-failure', asset: 'hall-1-crah-1' });
    rig.run(10);
    expect(rig.value('hall-1-crah-1', 'dc.crah.fan_speed')).toBeLessThan(0.1);
  });

  it('heats the racks of its zone over minutes, not those of another, and its neighbour speeds up', () => {
    const rig = new TwinRig().run(60);
    const before = rig.value('hall-1-rack-06', 'dc.rack.inlet_temperature', 'top');
    const elsewhere = rig.value('hall-1-rack-07', 'dc.rack.inlet_temperature', 'top');
    const neighbour = rig.value('hall-1-crah-2', 'dc.crah.fan_speed');
    rig.twin.inject({ kind: 'crah-fan-failure', asset: 'hall-1-crah-1' });
    const soon = rig.run(20).value('hall-1-rack-06', 'dc.rack.inlet_temperature', 'top');
    const later = rig.run(8 * minutes).value('hall-1-rack-06', 'dc.rack.inlet_temperature', 'top');
    expect(soon).toBeLessThan(before + 4);
    expect(later).toBeGreaterThan(before + 5);
    expect(later).toBeLessThan(50);
    expect(rig.value('hall-1-crah-2', 'dc.crah.fan_speed')).toBeGreaterThan(neighbour + 0.03);
    expect(rig.value('hall-1-rack-07', 'dc.rack.inlet_temperature', 'top')).toBeLessThan(elsewhere + 1);
  });

  it('takes away only a share of the air when it is partial', () => {
    const rig = new TwinRig().run(60);
    rig.twin.inject({ kind: 'crah-fan-failure', asset: 'hall-1-crah-1', magnitude: 0.4 });
    const share = rig.run(2 * minutes).value('hall-1-crah-1', 'dc.crah.fan_speed');
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.65);
  });

  it('heals physically when it is cleared: the inlets cool down, they do not jump', () => {
    const rig = new TwinRig().run(60);
    const before = rig.value('hall-1-rack-06', 'dc.rack.inlet_temperature', 'top');
    const { id } = rig.twin.inject({ kind: 'crah-fan-failure', asset: 'hall-1-crah-1' });
    const hot = rig.run(8 * minutes).value('hall-1-rack-06', 'dc.rack.inlet_temperature', 'top');
    rig.twin.clear(id);
    expect(rig.run(10).value('hall-1-rack-06', 'dc.rack.inlet_temperature', 'top')).toBeGreaterThan(before + 2);
    const recovered = rig.run(20 * minutes).value('hall-1-rack-06', 'dc.rack.inlet_temperature', 'top');
    expect(recovered).toBeLessThan(hot - 4);
    expect(Math.abs(recovered - before)).toBeLessThan(1);
  });
});

describe('a lying sensor', () => {
  it('that is stuck repeats one value while its neighbours move', () => {
    const rig = new TwinRig();
    rig.twin.inject({ kind: 'sensor-stuck', asset: 'hall-1-rack-01' });
    const stuck = new Set<number>();
    const free = new Set<number>();
    rig.run(10 * minutes, 10, () => {
      stuck.add(rig.value('hall-1-rack-01', 'dc.rack.inlet_temperature', 'top'));
      free.add(rig.value('hall-1-rack-01', 'dc.rack.inlet_temperature', 'middle'));
    });
    expect(stuck.size).toBe(1);
    expect(free.size).toBeGreaterThan(1);
  });

  it('that drifts leaves the truth at its rate, and is right again once cleared', () => {
    const honest = new TwinRig().run(60 * minutes, 60);
    const rig = new TwinRig();
    const { id } = rig.twin.inject({ kind: 'sensor-drift', asset: 'hall-1-crah-1', magnitude: 3 });
    rig.run(60 * minutes, 60);
    const error = () =>
      rig.value('hall-1-crah-1', 'dc.crah.supply_temperature') -
      honest.value('hall-1-crah-1', 'dc.crah.supply_temperature');
    expect(error()).toBeCloseTo(3, 6);
    rig.twin.clear(id);
    rig.run(60, 60);
    honest.run(60, 60);
    expect(error()).toBe(0);
  });
});

describe('a PDU that loses its feed', () => {
  it('is dead, while its partner carries all servers of the row', () => {
    const rig = new TwinRig().run(60);
    const both = rig.value('hall-1-pdu-a1', 'dc.pdu.power') + rig.value('hall-1-pdu-b1', 'dc.pdu.power');
    rig.twin.inject({ kind: 'pdu-feed-loss', asset: 'hall-1-pdu-a1' });
    rig.run(20);
    expect(rig.value('hall-1-pdu-a1', 'dc.pdu.power')).toBe(0);
    expect(rig.value('hall-1-pdu-a1', 'dc.pdu.voltage', 'phase-b')).toBe(0);
    expect(rig.value('hall-1-pdu-b1', 'dc.pdu.power') / both).toBeCloseTo(1, 1);
    expect(rig.value('hall-1-rack-01-server-01', 'hw.host.power')).toBeGreaterThan(100);
  });

  it('takes the servers down when the partner is lost too', () => {
    const rig = new TwinRig().run(60);
    rig.twin.inject({ kind: 'pdu-feed-loss', asset: 'hall-1-pdu-a1', durationSeconds: 300 });
    rig.twin.inject({ kind: 'pdu-feed-loss', asset: 'hall-1-pdu-b1', durationSeconds: 300 });
    rig.run(60);
    expect(rig.value('hall-1-rack-01-server-01', 'hw.host.power')).toBe(0);
    expect(rig.value('hall-1-rack-01-server-01', 'system.cpu.utilization')).toBe(0);
    rig.run(300);
    expect(rig.twin.faults()).toEqual([]);
    expect(rig.value('hall-1-rack-01-server-01', 'hw.host.power')).toBeGreaterThan(100);
  });
});

describe('other faults', () => {
  it('a clogged filter raises the pressure drop, and the CRAH moves less air at its speed', () => {
    const rig = new TwinRig().run(60);
    const flowPerSpeed = () =>
      rig.value('hall-1-crah-3', 'dc.crah.airflow') / rig.value('hall-1-crah-3', 'dc.crah.fan_speed');
    const drop = rig.value('hall-1-crah-3', 'dc.crah.filter_pressure_drop');
    const clean = flowPerSpeed();
    rig.twin.inject({ kind: 'clogged-filter', asset: 'hall-1-crah-3', magnitude: 6 });
    rig.run(20 * minutes);
    expect(rig.value('hall-1-crah-3', 'dc.crah.filter_pressure_drop')).toBeGreaterThan(2 * drop);
    expect(flowPerSpeed()).toBeLessThan(0.85 * clean);
  });

  it('recirculation heats one rack, and its neighbour stays cool', () => {
    const rig = new TwinRig().run(60);
    const before = rig.value('hall-1-rack-03', 'dc.rack.inlet_temperature', 'top');
    rig.twin.inject({ kind: 'hot-air-recirculation', asset: 'hall-1-rack-03' });
    rig.run(10 * minutes);
    expect(rig.value('hall-1-rack-03', 'dc.rack.inlet_temperature', 'top')).toBeGreaterThan(before + 3);
    expect(rig.value('hall-1-rack-02', 'dc.rack.inlet_temperature', 'top')).toBeLessThan(before + 1);
  });

  it('a runaway job fills one server and its power follows', () => {
    const server = 'hall-1-rack-04-server-03';
    const quiet = new TwinRig().run(5 * minutes);
    const rig = new TwinRig();
    rig.twin.inject({ kind: 'runaway-job', asset: server, magnitude: 0.5 });
    rig.run(5 * minutes);
    const rise = (metric: string) => rig.value(server, metric) - quiet.value(server, metric);
    expect(rise('system.cpu.utilization')).toBeGreaterThan(0.35);
    expect(rise('hw.host.power')).toBeGreaterThan(60);
  });

  it('GPUs whose cooling fails reach their limit and slow down, while they stay as busy as before', () => {
    const server = gpuServer();
    const quiet = new TwinRig().run(30 * minutes);
    const rig = new TwinRig();
    rig.twin.inject({ kind: 'gpu-throttling', asset: server, magnitude: 4 });
    rig.run(30 * minutes);
    const share = (metric: string) => rig.value(server, metric, 'gpu-0') / quiet.value(server, metric, 'gpu-0');
    expect(rig.value(server, 'hw.gpu.temperature', 'gpu-0')).toBeGreaterThan(80);
    expect(rig.value(server, 'hw.gpu.temperature', 'gpu-0')).toBeLessThan(90);
    expect(share('hw.gpu.speed')).toBeLessThan(0.9);
    expect(share('hw.gpu.power')).toBeLessThan(0.9);
    expect(share('hw.gpu.utilization')).toBeGreaterThan(0.95);
  });

  it('an ageing battery promises less and less time until it is changed, and nothing else of the UPS changes', () => {
    const fresh = new TwinRig().run(6 * 60 * minutes, 60);
    const rig = new TwinRig();
    const { id } = rig.twin.inject({ kind: 'battery-ageing', asset: 'hall-1-ups-a', magnitude: 0.5 });
    rig.run(6 * 60 * minutes, 60);
    const share = (metric: string) => rig.value('hall-1-ups-a', metric) / fresh.value('hall-1-ups-a', metric);
    expect(share('dc.ups.battery_time_left')).toBeCloseTo(0.875, 2);
    expect(share('dc.ups.load')).toBe(1);
    rig.twin.clear(id);
    for (const each of [fresh, rig]) each.run(60, 60);
    expect(share('dc.ups.battery_time_left')).toBeCloseTo(1, 2);
  });

  it('a silent device reports nothing and works on', () => {
    const rig = new TwinRig();
    const honest = new TwinRig().run(60);
    rig.twin.inject({ kind: 'silent-device', asset: 'hall-1-rack-01-server-01', durationSeconds: 60 });
    rig.run(50);
    expect(rig.value('hall-1-rack-01-server-01', 'hw.host.power')).toBeNaN();
    rig.run(10);
    expect(rig.values()).toEqual(honest.values());
  });
});

describe('a rack whose management switch dies', () => {
  it('falls silent with all of its servers, which work on, while the rack beside it reports', () => {
    const rig = new TwinRig();
    const honest = new TwinRig().run(60);
    rig.twin.inject({ kind: 'silent-rack', asset: 'hall-1-rack-01', durationSeconds: 60 });
    rig.run(50);
    const silent = rig.twin.sensors.filter((_, i) => Number.isNaN(rig.values()[i])).map(({ assetId }) => assetId);
    const servers = Array.from({ length: 10 }, (_, i) => `hall-1-rack-01-server-${String(i + 1).padStart(2, '0')}`);
    expect([...new Set(silent)].sort()).toEqual(['hall-1-rack-01', ...servers]);
    rig.run(10);
    expect(rig.values()).toEqual(honest.values());
  });
});

describe('a fault that fits nowhere', () => {
  it.each([
    [{ kind: 'earthquake', asset: 'hall-1' }, /the kinds are crah-fan-failure, /],
    [
      { kind: 'crah-fan-failure', asset: 'hall-1-rack-01' },
      /"hall-1-rack-01" is a rack; .* crah, such as "hall-1-crah-1"/,
    ],
    [
      { kind: 'gpu-throttling', asset: 'hall-1-rack-01-server-01' },
      /is a server without GPUs; gpu-throttling fits the kinds server with GPUs, such as/,
    ],
    [{ kind: 'pdu-feed-loss', asset: 'nothing' }, /no asset "nothing"; .* such as "hall-1-pdu-a1"/],
    [{ kind: 'crah-fan-falure', asset: 'hall-1-crah-1' }, /did you mean "crah-fan-failure"\?/],
    [
      { kind: 'crah-fan-failure', asset: 'hall-1-crac-2' },
      /no asset "hall-1-crac-2" \(did you mean "hall-1-crah-2"\?\)/,
    ],
    [{ kind: 'crah-fan-failure', asset: 'hall-1-crah-1', magnitude: 7 }, /between 0.1 and 1 \(unit 1\), not 7/],
    [{ kind: 'silent-device', asset: 'hall-1-crah-1', magnitude: 1 }, /has no magnitude/],
    [{ kind: 'sensor-drift', asset: 'hall-1-crah-1', metric: 'dc.rack.power' }, /it has dc.crah.supply_temperature, /],
    [{ kind: 'runaway-job', asset: 'hall-1-rack-01-server-01', metric: 'hw.host.power' }, /leave the metric out/],
  ])('is refused and says what would fit: %j', (request, message) => {
    const { twin } = new TwinRig();
    expect(() => twin.inject(request)).toThrow(message);
    expect(twin.faults()).toEqual([]);
  });

  it('is refused when it strikes the same device already, until that one is cleared', () => {
    const { twin } = new TwinRig();
    const stopped = { kind: 'crah-fan-failure', asset: 'hall-1-crah-1' };
    const { id } = twin.inject(stopped);
    const conflict = {
      code: 'conflict',
      details: { fault: id },
      message: expect.stringContaining(`as "${id}"`) as unknown,
    };
    expect(() => twin.inject({ ...stopped, magnitude: 0.5 })).toThrow(expect.objectContaining(conflict));
    expect(twin.faults()).toHaveLength(1);
    twin.inject({ kind: 'clogged-filter', asset: 'hall-1-crah-1' });
    twin.inject({ ...stopped, asset: 'hall-1-crah-2' });
    twin.clear(id);
    expect(twin.inject(stopped).id).not.toBe(id);
  });

  it('strikes one sensor once, another sensor of the device besides, and again when its time is over', () => {
    const rig = new TwinRig();
    const stuck = { kind: 'sensor-stuck', asset: 'hall-1-crah-1', durationSeconds: 60 };
    rig.twin.inject(stuck);
    rig.twin.inject({ ...stuck, metric: 'dc.crah.airflow' });
    expect(() => rig.twin.inject(stuck)).toThrow(
      /dc.crah.supply_temperature of "hall-1-crah-1" suffers sensor-stuck already/,
    );
    rig.run(60);
    rig.twin.inject(stuck);
  });

  it('cannot be cleared when it is not active', () => {
    expect(() => new TwinRig().twin.clear('fault-9')).toThrow(/no active fault "fault-9"/);
  });
});

it('every kind of fault has a default that its own range accepts', () => {
  for (const { magnitude } of Object.values(faultCatalogue)) {
    if (magnitude === null) continue;
    expect(magnitude.default).toBeGreaterThanOrEqual(magnitude.min);
    expect(magnitude.default).toBeLessThanOrEqual(magnitude.max);
  }
});

describe('a fault that builds up', () => {
  it('in a wearing fan takes its strength little by little, and the neighbour makes up for it', () => {
    const rig = new TwinRig().run(60);
    const neighbour = rig.value('hall-1-crah-2', 'dc.crah.fan_speed');
    rig.twin.inject({ kind: 'crah-fan-wear', asset: 'hall-1-crah-1', magnitude: 0.6 });
    const gap = () => rig.value('hall-1-crah-2', 'dc.crah.fan_speed') - rig.value('hall-1-crah-1', 'dc.crah.fan_speed');
    rig.run(2 * minutes);
    const soon = gap();
    expect(soon).toBeLessThan(0.05);
    rig.run(28 * minutes, 60);
    expect(gap()).toBeGreaterThan(soon + 0.1);
    expect(rig.value('hall-1-crah-2', 'dc.crah.fan_speed')).toBeGreaterThan(neighbour + 0.05);
  });

  it('in the floor makes the fans of the zone move more air, while the racks take what they took', () => {
    const [honest, rig] = [new TwinRig(), new TwinRig()];
    rig.twin.inject({ kind: 'bypass-air', asset: 'hall-1-crah-1', magnitude: 0.3 });
    for (const each of [honest, rig]) each.run(35 * minutes, 60);
    const more = (asset: string, metric: string) => rig.value(asset, metric) / honest.value(asset, metric);
    expect(more('hall-1-crah-1', 'dc.crah.airflow')).toBeGreaterThan(1.05);
    expect(more('hall-1-crah-2', 'dc.crah.airflow')).toBeGreaterThan(1.05);
    expect(more('hall-1-rack-01', 'dc.rack.airflow')).toBeCloseTo(1, 1);
  });
});
