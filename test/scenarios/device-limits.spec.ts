import { beforeEach, describe, expect, it } from '@jest/globals';
import { FollowDeviceLimits } from '../../src/application/follow-device-limits.js';
import { SiteModel } from '../../src/domain/assets/site-model.js';
import { DetectorBank } from '../../src/domain/detection/detector-bank.js';
import { DeviceLimitBook } from '../../src/domain/detection/device-limits/device-limit-book.js';
import type { DetectorSettings } from '../../src/domain/detection/settings/detector-settings.js';
import { SettingsInForce } from '../../src/domain/detection/settings/settings-in-force.js';
import { anIntake, noon } from '../intake/an-intake.js';
import { MemoryDeviceLimits } from '../intake/stand-ins.js';

const tags = 'redfish_thermal_temperatures,name=Inlet,member_id=2,source=web483';
/** As Telegraf sends a sensor: thresholds beside the reading. */
const line = (fields: string, minute = 0) => `${tags} ${fields} ${noon - 3_600_000 + minute * 60_000}`;

let intake: ReturnType<typeof anIntake>;
let records: MemoryDeviceLimits;
let settings: SettingsInForce;
let follow: FollowDeviceLimits;

beforeEach(() => {
  intake = anIntake();
  records = new MemoryDeviceLimits();
  settings = new SettingsInForce(() => new SiteModel([]));
  follow = new FollowDeviceLimits(records, intake.deviceLimits, settings);
});

function explained() {
  const [series] = intake.registry.all();
  return settings.resolver.explain(series!);
}

const replaceRules = (set: Partial<DetectorSettings>) => settings.replace([{ name: 'by hand', match: {}, set }]);

/** Real: intake of line protocol, book, settings, detectors. In memory: records and bus. */
describe('A server that states the limits of its inlet sensor', () => {
  it('is judged by them, and the settings of its series say where they come from', async () => {
    await intake.send(line('upper_threshold_critical=40,lower_threshold_critical=5,reading_celsius=25'));
    await follow.look();
    expect(explained()).toMatchObject({
      settings: { criticalAbove: 40, criticalBelow: 5 },
      origins: { criticalAbove: 'device', criticalBelow: 'device' },
    });
  });

  it('scores 3 for a reading beyond one, though the detector has just begun', async () => {
    await intake.send(line('upper_threshold_critical=40,reading_celsius=25'));
    await follow.look();
    const bank = new DetectorBank(intake.registry, 'seasonal-band', settings);
    bank.score(intake.bus.published[0]!);
    await intake.send(line('upper_threshold_critical=40,reading_celsius=41', 1));
    expect([...bank.score(intake.bus.published[1]!).score]).toEqual([3]);
  });

  it('is overruled by any rule, and by the setting that switches its limits off', async () => {
    await intake.send(line('upper_threshold_critical=40,lower_threshold_critical=5,reading_celsius=25'));
    await follow.look();
    replaceRules({ criticalAbove: 35 });
    expect(explained()).toMatchObject({
      settings: { criticalAbove: 35, criticalBelow: 5 },
      origins: { criticalAbove: 'by hand', criticalBelow: 'device' },
    });
    replaceRules({ deviceLimits: 'off' });
    expect(explained().settings).toMatchObject({ criticalAbove: null, criticalBelow: null });
  });

  it('is taken to state none when it is beyond its own limit from the start, or says 0: both are counted', async () => {
    await intake.send(line('upper_threshold_critical=20,lower_threshold_critical=0,reading_celsius=25'));
    await follow.look();
    expect(explained().origins).toEqual({});
    const dropped = (reason: string) => intake.metrics.values.get(`component_dropped_total intake_influx ${reason}`);
    expect([dropped('device_threshold_implausible'), dropped('device_threshold_unset')]).toEqual([1, 1]);
  });

  it('makes no series of its own by a threshold alone', async () => {
    await intake.send(line('upper_threshold_critical=40'));
    await follow.look();
    expect([...intake.registry.all()]).toEqual([]);
    expect(await records.list()).toHaveLength(1);
  });

  it('is still judged so by the next process, which has not heard from it yet', async () => {
    await intake.send(line('upper_threshold_critical=40,reading_celsius=25'));
    await follow.look();
    const elsewhere = new SettingsInForce(() => new SiteModel([]));
    await new FollowDeviceLimits(records, new DeviceLimitBook(), elsewhere).look();
    const [series] = intake.registry.all();
    expect(elsewhere.resolver.settingsOf(series!)?.criticalAbove).toBe(40);
  });

  it('is read once by each process, and again only when it or another server has stated something else', async () => {
    const elsewhere = new FollowDeviceLimits(
      records,
      new DeviceLimitBook(),
      new SettingsInForce(() => new SiteModel([])),
    );
    await elsewhere.look();
    expect(records.listings).toBe(0);
    await intake.send(line('upper_threshold_critical=40,reading_celsius=25'));
    await follow.look();
    await elsewhere.look();
    expect(records.listings).toBe(2);
    await intake.send(line('upper_threshold_critical=40,reading_celsius=26', 1));
    for (const process of [follow, elsewhere, follow, elsewhere]) await process.look();
    expect(records.listings).toBe(2);
    await intake.send(line('lower_threshold_critical=5,reading_celsius=26', 2));
    await follow.look();
    await elsewhere.look();
    expect(records.listings).toBe(4);
  });

  it('loses nothing while the records cannot be written', async () => {
    await intake.send(line('upper_threshold_critical=40,reading_celsius=25'));
    records.gate.failNext();
    await expect(follow.look()).rejects.toMatchObject({ code: 'unavailable' });
    await follow.look();
    expect(explained().settings.criticalAbove).toBe(40);
  });
});
