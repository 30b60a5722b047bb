import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { newAsset } from '../domain/assets/asset.js';
import { SiteModel } from '../domain/assets/site-model.js';
import { explainInWords } from '../domain/detection/explanation/explain-in-words.js';
import { SettingsResolver } from '../domain/detection/settings/settings-resolver.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { ManyPointsQuery, PointsOfSeries, PointsQuery, SeriesPoints } from '../ports/telemetry-store.js';
import { anAlert, noon, withSeries } from '../../test/alerting/builders.js';
import { MemoryAlertLog, MemorySnapshots } from '../../test/alerting/stand-ins.js';
import { DeviationNotes } from './class-models/deviation-notes.js';
import { ExplainScore } from './explain-score.js';

const stepMs = 10_000;
const dayMs = 86_400_000;
const site = new SiteModel([
  newAsset({ id: 'site', kind: 'site', parentId: null }),
  newAsset({ id: 'rack-1', kind: 'rack', parentId: 'site' }),
  newAsset({ id: 'server-1', kind: 'server', parentId: 'rack-1' }),
  newAsset({ id: 'server-2', kind: 'server', parentId: 'rack-1' }),
  newAsset({ id: 'far-away', kind: 'server', parentId: 'site' }),
  newAsset({ id: 'ups', kind: 'ups', parentId: 'site' }),
]);

/** Real registry, settings and explanation; each series reports 300 W every 10 s until noon, all of it normal. */
function aDesk({ simulated = false } = {}) {
  const registry = new SeriesRegistry();
  for (const server of ['server-1', 'server-2', 'far-away'])
    withSeries(registry, server, ['hw.host.power'], { unit: 'W', simulated });
  const alertLog = new MemoryAlertLog();
  const resolver = new SettingsResolver([], site);
  /** The twin, which is what server-2 is of, is a day ahead. */
  const newestAt = (seriesId: number) => (simulated && seriesId === 2 ? noon + dayMs : noon);
  const latest = (ids: readonly number[]) =>
    Promise.resolve(ids.map((seriesId) => ({ seriesId, at: newestAt(seriesId), value: 300 })));
  const store = { latest, readPoints, readManyPoints };
  const clock = new FakeClock(noon + 180_000);
  const deviations = new DeviationNotes(new MemorySnapshots());
  const explain = new ExplainScore(registry, { store, alertLog, deviations, clock }, resolver, () => site);
  return { registry, alertLog, deviations, clock, explain };
}

function readPoints({
  fromMs,
  toMs,
  limit,
  stepMs: width = stepMs,
}: Omit<PointsQuery, 'seriesId'>): Promise<SeriesPoints> {
  const first = Math.ceil(fromMs / width);
  const length = Math.max(0, Math.min(limit, Math.floor(Math.min(noon, toMs - 1) / width) - first + 1));
  const column = (value: number) => new Float64Array(length).fill(value);
  return Promise.resolve({
    at: Float64Array.from({ length }, (_, i) => (first + i) * width),
    value: column(300),
    score: column(0.1),
    expected: column(300),
    lower: column(280),
    upper: column(320),
    min: column(300),
    max: column(300),
  });
}

async function* readManyPoints({ seriesIds, ...selection }: ManyPointsQuery): AsyncGenerator<PointsOfSeries> {
  for (const seriesId of seriesIds) yield { seriesId, points: await readPoints(selection) };
}

const silenceOf = (id: string, assetId: string, startsAt: number, resolvedAt?: number) =>
  anAlert({
    id,
    fingerprint: `silence of ${assetId}`,
    kind: 'silent',
    seriesId: assetId === 'server-1' ? 1 : 2,
    assetId,
    metric: '',
    startsAt,
    resolvedAt,
    state: resolvedAt === undefined ? 'firing' : 'resolved',
    value: 180,
    expected: 10,
    peakScore: 1,
    unit: 's',
  });

describe('The explanation of a silent device', () => {
  it('names its last reading, who else fell silent nearby, and its earlier silences', async () => {
    const { alertLog, explain } = aDesk();
    const yesterday = noon - 86_400_000;
    await alertLog.record([
      silenceOf('a', 'server-1', noon),
      silenceOf('b', 'server-2', noon + 60_000),
      silenceOf('c', 'far-away', noon + 60_000),
      silenceOf('d', 'server-1', yesterday, yesterday + 240_000),
    ]);
    const explanation = await explain.ofAlert('a');
    expect(explanation).toMatchObject({
      part: { kind: 'silence', lastedMs: 180_000, usuallyEveryMs: 10_000 },
      point: { at: noon, value: 300 },
      silentToo: ['server-2'],
    });
    expect(explanation.similar.map(({ event }) => event.id)).toContain('d');
    expect(explainInWords(explanation)).toContain('Silent within minutes, too: server-2.');
  });

  it('tells a silence that has gone on for hours since its alert fired as that long', async () => {
    const { alertLog, clock, explain } = aDesk();
    await alertLog.record([silenceOf('a', 'server-1', noon)]);
    clock.advance(3 * 3_600_000);
    expect((await explain.ofAlert('a')).part).toMatchObject({ lastedMs: 180_000 + 3 * 3_600_000 });
  });

  it('goes by the time of the twin where the device is simulated', async () => {
    const { alertLog, explain } = aDesk({ simulated: true });
    await alertLog.record([{ ...silenceOf('a', 'server-1', noon), simulated: true }]);
    expect((await explain.ofAlert('a')).part).toMatchObject({ lastedMs: dayMs });
  });

  it('tells a silence that is over as long as it was', async () => {
    const { alertLog, clock, explain } = aDesk();
    await alertLog.record([silenceOf('a', 'server-1', noon, noon + 240_000)]);
    clock.advance(dayMs);
    expect((await explain.ofAlert('a')).part).toMatchObject({ lastedMs: 240_000 });
  });
});

describe('The explanation of a point', () => {
  it('is that of the newest one when no time is given', async () => {
    const { explain } = aDesk();
    expect(await explain.ofSeries(1, undefined)).toMatchObject({ point: { at: noon }, part: { kind: 'normal' } });
  });

  it('is that of the last one before a time, and none when there is none for hours', async () => {
    const { explain } = aDesk();
    expect(await explain.ofSeries(1, noon - 5_000)).toMatchObject({ point: { at: noon - stepMs } });
    await expect(explain.ofSeries(1, noon + 4 * 3_600_000)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('The explanation of a residual', () => {
  const meters = ['dc.ups.input_power', 'dc.ups.output_power'];
  const lossOf = (ups: string) => {
    const desk = aDesk();
    withSeries(desk.registry, ups, [...meters, 'dc.ups.temperature'], { unit: 'W' });
    const origin = { unit: 'W', source: 'derived', simulated: false };
    const { id } = desk.registry.intern({ assetId: ups, metric: 'dc.ups.loss_residual', component: '' }, origin);
    return desk.explain.ofSeries(id, noon);
  };

  it('names the meters that it was computed from, and what they read at the time', async () => {
    const { madeOf, madeOfInAll } = await lossOf('ups');
    expect(madeOf.map(({ series, value }) => [series.assetId, series.metric, value])).toEqual(
      meters.map((metric) => ['ups', metric, 300]),
    );
    expect(madeOfInAll).toBe(2);
  });

  it('names none for a UPS that is gone from the site', async () => {
    expect(await lossOf('ups-of-last-year')).toMatchObject({ madeOf: [], madeOfInAll: 0 });
  });

  it('is told apart from a measured series, which is made of nothing', async () => {
    expect(await aDesk().explain.ofSeries(1, noon)).toMatchObject({ madeOf: [], madeOfInAll: 0 });
  });
});

describe('The explanation of a device that is unlike its class', () => {
  const metrics = ['hw.host.power', 'hw.fan.speed'];

  function aJointSeries() {
    const desk = aDesk();
    withSeries(desk.registry, 'server-2', ['dc.device.joint_deviation'], { unit: '1' });
    const id = desk.registry.ofAsset('server-2').find(({ metric }) => metric === 'dc.device.joint_deviation')!.id;
    return { ...desk, id };
  }

  it('names the metrics that do not belong together', async () => {
    const { id, deviations, explain } = aJointSeries();
    deviations.note('server-2', noon, { metrics });
    await deviations.keep();
    const explanation = await explain.ofSeries(id, noon);
    expect(explanation.part).toEqual({ kind: 'joint', metrics, at: noon });
    expect(explainInWords(explanation)[0]).toMatch(/^server-2 is unlike the other devices of its class, 300\.0 times/);
  });

  it('does not blame what was found of another trouble', async () => {
    const { id, deviations, explain } = aJointSeries();
    deviations.note('server-2', noon - 3_600_000, { metrics });
    deviations.note('server-1', noon, { metrics });
    await deviations.keep();
    expect((await explain.ofSeries(id, noon)).part.kind).toBe('normal');
  });
});
