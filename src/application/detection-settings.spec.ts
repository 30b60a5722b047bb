import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordingMetrics } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import { loadDetection } from '../config/load-detection.js';
import { SiteModel } from '../domain/assets/site-model.js';
import { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { DetectionSettings } from './detection-settings.js';

const limitOf = (limit: number) => `rules:\n  - { name: inlets, set: { criticalAbove: ${limit} } }\n`;
const bad = 'rules:\n  - { set: { criticalAbove: hot } }\n';
const inlet = new SeriesRegistry().intern(
  { assetId: 'rack-7', metric: 'dc.rack.inlet_temperature', component: '' },
  { unit: 'Cel', source: 'test', simulated: false },
);

let folder: string;
let file: string;
let log: RecordingLog;
let metrics: RecordingMetrics;
let clock: FakeClock;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-detection-'));
  file = join(folder, 'detection.yaml');
  log = new RecordingLog();
  metrics = new RecordingMetrics();
  clock = new FakeClock(1_000);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function started() {
  await writeFile(file, limitOf(32));
  const source = await loadDetection(file);
  return new DetectionSettings(new SettingsInForce(() => new SiteModel([]), source.value), source, {
    clock,
    log,
    metrics,
  });
}

/** The file has been there for two looks. */
async function write(settings: DetectionSettings, text: string): Promise<void> {
  await writeFile(file, text);
  await settings.look();
  await settings.look();
}
const limit = (settings: DetectionSettings) => settings.explain(inlet).settings.criticalAbove;
const gauges = () => ['generation', 'refused'].map((name) => metrics.totals.get(`detection_settings_${name}`));

/** Real: the file. */
describe('A detection file that changes while the service runs', () => {
  it('holds from soon after on', async () => {
    const settings = await started();
    await settings.look();
    expect([limit(settings), ...gauges()]).toEqual([32, 1, 0]);
    clock.advance(60_000);
    await write(settings, limitOf(35));
    expect([limit(settings), ...gauges()]).toEqual([35, 2, 0]);
    expect(settings.status).toMatchObject({ file, generation: 2, since: 61_000, refusal: undefined });
    expect(settings.explain(inlet).origins).toEqual({ criticalAbove: 'inlets' });
    expect(log.lines).toEqual([
      { level: 'info', message: 'detection settings taken', fields: { file, generation: 2 } },
    ]);
  });

  it('is not taken while it is being written', async () => {
    const settings = await started();
    for (const text of [limitOf(3), limitOf(35)]) {
      await writeFile(file, text);
      await settings.look();
      expect(limit(settings)).toBe(32);
    }
    await settings.look();
    expect(limit(settings)).toBe(35);
  });

  it('with a mistake leaves the old settings, and is logged once', async () => {
    const settings = await started();
    await write(settings, bad);
    await settings.look();
    expect([limit(settings), ...gauges()]).toEqual([32, 1, 1]);
    expect(settings.status.refusal).toContain('detection.yaml:2  rules[0].set.criticalAbove');
    expect(log.lines.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'detection settings refused, the old ones hold'],
    ]);
    await write(settings, limitOf(40));
    expect([limit(settings), ...gauges()]).toEqual([40, 2, 0]);
  });

  it('that is put back after a mistake is no news', async () => {
    const settings = await started();
    await write(settings, bad);
    await write(settings, limitOf(32));
    expect([limit(settings), ...gauges()]).toEqual([32, 1, 0]);
    expect(settings.status.refusal).toBeUndefined();
  });

  it('that is gone for a while leaves the old settings', async () => {
    const settings = await started();
    await rm(file);
    await settings.look();
    expect([limit(settings), ...gauges()]).toEqual([32, 1, 1]);
    await write(settings, limitOf(35));
    expect([limit(settings), ...gauges()]).toEqual([35, 2, 0]);
  });
});

describe('A service without a detection file', () => {
  it('judges by what the metric catalogue knows', async () => {
    const inForce = new SettingsInForce(() => new SiteModel([]));
    const settings = new DetectionSettings(inForce, undefined, { clock, log, metrics });
    await settings.look();
    expect(settings.status).toMatchObject({ file: undefined, generation: 0, rules: [] });
    expect(settings.explain(inlet)).toMatchObject({ settings: { minDeviation: 0.5 }, origins: {} });
  });
});
