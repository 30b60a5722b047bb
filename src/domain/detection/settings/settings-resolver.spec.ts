import { describe, expect, it } from '@jest/globals';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import { SeriesRegistry } from '../../telemetry/series-registry.js';
import type { DetectorSettings, SeriesMatch } from './detector-settings.js';
import { SettingsInForce } from './settings-in-force.js';
import { SettingsResolver } from './settings-resolver.js';

const hall = new SiteModel([
  newAsset({ id: 'site', kind: 'site', parentId: null }),
  newAsset({ id: 'hall-1', kind: 'room', parentId: 'site' }),
  newAsset({ id: 'rack-7', kind: 'rack', parentId: 'hall-1' }),
  newAsset({ id: 'db-1', kind: 'server', parentId: 'rack-7' }),
]);
const registry = new SeriesRegistry();
const origin = { unit: 'Cel', source: 'test', simulated: false };
const seriesOf = (assetId: string, metric = 'hw.host.ambient_temperature', component = '') =>
  registry.intern({ assetId, metric, component }, origin);
const rule = (name: string, match: SeriesMatch, set: Partial<DetectorSettings>) => ({ name, match, set });

describe('Settings of a series', () => {
  it('are those of the metric catalogue where no rule says otherwise', () => {
    const resolver = new SettingsResolver([], hall);
    expect(resolver.settingsOf(seriesOf('db-1'))).toBeUndefined();
    expect(resolver.explain(seriesOf('db-1'))).toEqual({
      settings: {
        detector: 'on',
        direction: 'both',
        sensitivity: 1,
        minDeviation: 0.5,
        minDeviationShare: 0,
        validMin: -60,
        validMax: 250,
        warningAbove: null,
        criticalAbove: null,
        warningBelow: null,
        criticalBelow: null,
        deviceLimits: 'on',
      },
      origins: {},
    });
    expect(resolver.explain(seriesOf('db-1', 'system.cpu.utilization')).settings.direction).toBe('high');
    expect(resolver.explain(seriesOf('db-1', 'acme.valve')).settings).toMatchObject({
      minDeviation: 0,
      validMax: null,
    });
  });

  it('are put together setting by setting, each from the rule that fits most closely', () => {
    const resolver = new SettingsResolver(
      [
        rule('this server', { asset: ['db-1'] }, { criticalAbove: 40 }),
        rule('its rack', { asset: ['rack-7'] }, { criticalAbove: 38, warningAbove: 34 }),
        rule('its hall', { room: ['hall-*'] }, { warningAbove: 30, sensitivity: 2 }),
        rule('servers', { kind: ['server'] }, { sensitivity: 1.5, direction: 'high' }),
        rule('temperatures', { metric: ['*_temperature'] }, { direction: 'low', minDeviation: 1 }),
        rule('chillers', { kind: ['chiller'] }, { minDeviation: 9 }),
      ],
      hall,
    );
    const { settings, origins } = resolver.explain(seriesOf('db-1'));
    expect(settings).toMatchObject({ criticalAbove: 40, warningAbove: 34, sensitivity: 2, direction: 'high' });
    expect(origins).toEqual({
      criticalAbove: 'this server',
      warningAbove: 'its rack',
      sensitivity: 'its hall',
      direction: 'servers',
      minDeviation: 'temperatures',
    });
    expect(resolver.settingsOf(seriesOf('db-1'))).toEqual(settings);
  });

  it.each<[string, SeriesMatch, SeriesMatch]>([
    ['a full name more than a pattern', { asset: ['db-1'] }, { asset: ['db-*'] }],
    ['the name of the rack more than a pattern for servers', { asset: ['rack-7'] }, { asset: ['*'] }],
    [
      'an asset more than its metric',
      { asset: ['rack-*'] },
      { metric: ['hw.host.ambient_temperature'], kind: ['server'] },
    ],
    ['a metric more than nothing', { metric: ['hw.*'] }, {}],
    ['one more condition', { kind: ['server'], metric: ['hw.*'] }, { kind: ['server'] }],
  ])('count %s, whichever comes first', (_, closer, wider) => {
    const rules = [rule('closer', closer, { sensitivity: 2 }), rule('wider', wider, { sensitivity: 3 })];
    for (const order of [rules, rules.toReversed()]) {
      expect(new SettingsResolver(order, hall).settingsOf(seriesOf('db-1'))?.sensitivity).toBe(2);
    }
  });

  it('come from the later of two rules that fit alike', () => {
    const rules = [
      rule('a', { kind: ['server'] }, { sensitivity: 2 }),
      rule('b', { kind: ['server'] }, { sensitivity: 3 }),
    ];
    expect(new SettingsResolver(rules, hall).explain(seriesOf('db-1')).origins).toEqual({ sensitivity: 'b' });
  });

  it('are for parts of a device, and a later rule takes a limit back', () => {
    const rules = [
      rule('all', {}, { warningAbove: 30 }),
      rule('top', { component: ['top', 'middle'] }, { warningAbove: null }),
    ];
    const resolver = new SettingsResolver(rules, hall);
    expect(resolver.settingsOf(seriesOf('rack-7', 'dc.rack.inlet_temperature', 'top'))?.warningAbove).toBeNull();
    expect(resolver.settingsOf(seriesOf('rack-7', 'dc.rack.inlet_temperature', 'bottom'))?.warningAbove).toBe(30);
  });

  it('of a device that nobody has adopted go by its name and its metric', () => {
    const rules = [
      rule('unknown', { asset: ['bmc-*'] }, { sensitivity: 2 }),
      rule('hall', { room: ['*'] }, { sensitivity: 3 }),
    ];
    expect(new SettingsResolver(rules, hall).settingsOf(seriesOf('bmc-9'))?.sensitivity).toBe(2);
  });

  it('follow the site when a device is adopted', () => {
    let site = hall;
    const inForce = new SettingsInForce(() => site, [rule('hall', { room: ['hall-1'] }, { sensitivity: 3 })]);
    const before = inForce.resolver;
    expect(before.settingsOf(seriesOf('bmc-9'))).toBeUndefined();
    expect(inForce.resolver).toBe(before);
    site = hall.withAsset(newAsset({ id: 'bmc-9', kind: 'server', parentId: 'rack-7' }));
    expect(inForce.resolver.settingsOf(seriesOf('bmc-9'))?.sensitivity).toBe(3);
  });
});
