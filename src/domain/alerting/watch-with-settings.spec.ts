import { beforeEach, describe, expect, it } from '@jest/globals';
import { noon, withSeries } from '../../../test/alerting/builders.js';
import { newAsset } from '../assets/asset.js';
import { SiteModel } from '../assets/site-model.js';
import { DetectorBank } from '../detection/detector-bank.js';
import type { DetectorSettings, SeriesMatch } from '../detection/settings/detector-settings.js';
import { SettingsInForce } from '../detection/settings/settings-in-force.js';
import { SeriesRegistry } from '../telemetry/series-registry.js';
import { ReportingIntervals } from '../telemetry/silence.js';
import { batchOf } from '../telemetry/telemetry-batch.js';
import { AlertBook } from './alert-book.js';
import { SeriesWatch } from './series-watch.js';
import { SimulatedTime } from './simulated-time.js';

const stepMs = 10_000;
const hour = 360;
const site = new SiteModel([newAsset({ id: 'rack-7', kind: 'rack', parentId: null })]);

let registry: SeriesRegistry;
let seriesId: number;
let settings: SettingsInForce;
let watch: SeriesWatch;
let next: number;

beforeEach(() => {
  registry = new SeriesRegistry();
  [seriesId = 0] = withSeries(registry, 'rack-7', ['dc.rack.inlet_temperature top'], { unit: 'Cel' });
  settings = new SettingsInForce(() => site);
  watch = aWatch();
  next = 0;
});

function aWatch(): SeriesWatch {
  const bank = new DetectorBank(registry, 'seasonal-band', settings);
  const book = new AlertBook(registry, settings);
  return new SeriesWatch(bank, book, new ReportingIntervals(), new SimulatedTime(registry));
}

const rules = (set: Partial<DetectorSettings>, match: SeriesMatch = {}) =>
  settings.replace([{ name: 'rule', match, set }]);

/** Feeds readings every ten seconds, with a ripple of 0.05 K around the value. */
function read(value: number, count: number) {
  const points = Array.from({ length: count }, (_, i) => {
    return { seriesId, at: noon + (next + i) * stepMs, value: value + 0.05 * Math.sin((next + i) * 1.7) };
  });
  next += count;
  return watch.judge(batchOf(points));
}

const highest = ({ scores }: ReturnType<typeof read>) => Math.max(...scores.score);

describe('A rack inlet under settings', () => {
  it('that drops raises nothing where only heat is trouble, nor does its way back', () => {
    rules({ direction: 'high' });
    read(22, hour);
    expect([read(14, 30), read(22, 60)].flatMap(({ alerts }) => alerts)).toEqual([]);
    expect(highest(read(28, 3))).toBeGreaterThan(1);
  });

  it('that drops is an alert where only cold is trouble, and one that heats up is none', () => {
    rules({ direction: 'low' });
    read(22, hour);
    expect(read(28, 6).alerts).toEqual([]);
    read(22, hour);
    expect(read(14, 6).alerts).toHaveLength(1);
  });

  it('that reads 200 °C is out of its valid range at once, with words of its own, and has learned nothing from it', () => {
    rules({ validMin: -10, validMax: 60 });
    expect(read(200, 1).scores.score[0]).toBe(3);
    read(22, hour);
    const [alert] = read(200, 6).alerts;
    expect(alert).toMatchObject({
      severity: 'warning',
      summary: expect.stringMatching(
        / is 200.\d °C, which is not valid: above 60.0 °C the sensor is at fault$/,
      ) as unknown,
    });
    const after = read(22, 1).scores;
    expect(after.expected[0]).toBeCloseTo(22, 1);
    expect(after.score[0]).toBeLessThan(1);
  });

  it('raises nothing for less than the minimum deviation', () => {
    read(22, hour);
    expect(read(22.9, 12).alerts).toHaveLength(1);
    read(22, hour);
    rules({ minDeviation: 1.5 });
    expect(highest(read(22.9, 12))).toBeLessThan(1);
    expect(read(25, 6).alerts).toHaveLength(1);
  });

  it('above a hard limit raises an alert although the band has got used to it, until it is back below', () => {
    read(33, 2 * hour);
    rules({ warningAbove: 30, criticalAbove: 32 });
    const fired = read(33, 6);
    expect(fired.scores.expected[0]).toBeCloseTo(33, 1);
    expect(fired.alerts).toMatchObject([{ state: 'firing', severity: 'critical' }]);
    expect(fired.alerts[0]?.summary).toMatch(/ is 33.\d °C, above the critical limit of 32.0 °C$/);
    rules({ warningAbove: 40, criticalAbove: 45 });
    expect(read(33, 30).alerts).toMatchObject([{ state: 'resolved' }]);
  });

  it('below a limit is as urgent as the limit says', () => {
    rules({ detector: 'off', warningBelow: 18 });
    const [alert] = read(15, 6).alerts;
    expect(alert).toMatchObject({ severity: 'warning', expected: 18 });
    expect(alert?.summary).toMatch(/ is 1\d.\d °C, below the limit of 18.0 °C$/);
    const [resolved] = read(20, 30).alerts;
    expect(resolved?.summary).toMatch(/ is back after 1 min; it was 1\d.\d °C, below the limit of 18.0 °C$/);
  });

  it('is judged by new settings from the next batch on, with what it had learned before', () => {
    read(22, hour);
    const saved = watch.snapshot();
    rules({ detector: 'off' });
    expect(highest(read(28, 6))).toBe(0);
    settings.replace([]);
    expect(highest(read(28, 6))).toBeGreaterThan(1);
    rules({ sensitivity: 0.1 }, { kind: ['rack'] });
    const restarted = (watch = aWatch());
    restarted.restore(saved);
    expect(highest(read(22.9, 6))).toBeLessThan(1);
  });

  it('keeps the scores of the detector to the bit where a rule sets a limit only', () => {
    const plain = new DetectorBank(registry);
    rules({ criticalAbove: 90 });
    for (const value of [22, 22.4, 26, 22, 21.2]) {
      const { batch, scores } = read(value, hour);
      expect(scores).toEqual(plain.score(batch));
    }
  });
});

describe('The load of a server under settings', () => {
  beforeEach(() => {
    [seriesId = 0] = withSeries(registry, 'rack-7', ['system.cpu.utilization'], { unit: '1' });
  });

  it('above a hard limit is told within the minute, though users may do for minutes as they please', () => {
    rules({ criticalAbove: 0.9 });
    read(0.4, hour);
    expect(read(0.97, 6).alerts).toMatchObject([{ severity: 'critical' }]);
  });
});
