import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allItems, call, sendJson } from './api-call.js';
import { eventually, patienceMs, type RunningService, startService } from './plenum-process.js';
import { seriesOf } from './stored-points.js';

const stepMs = 30_000;
const hourMs = 3_600_000;
const end = Math.floor(Date.now() / stepMs) * stepMs;
const from = end - 48 * hourMs;
const onset = end - 10 * 60_000;
/** A day before there was the same trouble for ten minutes. */
const before = onset - 24 * hourMs;
const troubleMs = 10 * 60_000;
const rack = 'hall-1-rack-01';
const server = 'hall-1-rack-01-server-01';

interface Place {
  readonly assetId: string;
  readonly component: string;
  readonly relation: string;
}

interface Explanation {
  readonly value: number;
  readonly madeOf: readonly {
    readonly assetId: string;
    readonly metric: string;
    readonly unit: string;
    readonly value: number;
  }[];
  readonly at: string;
  readonly score: number;
  readonly sentences: readonly string[];
  readonly part: { readonly kind: string; readonly side: string; readonly times: number };
  readonly excursion: { readonly startsAt: string; readonly beganEarlier: boolean } | null;
  readonly similar: readonly {
    readonly startsAt: string;
    readonly resolvedAt: string | null;
    readonly acknowledgedBy: string | null;
  }[];
  readonly moved: readonly (Place & { readonly lagSeconds: number })[];
  readonly still: readonly Place[];
}

interface Sensor {
  readonly asset: string;
  readonly metric: string;
  readonly component: string;
  /** Trouble comes so late to it; undefined: never. */
  readonly lateMs: number | undefined;
}

const sensors: readonly Sensor[] = [
  { asset: rack, metric: 'dc.rack.inlet_temperature', component: 'top', lateMs: 0 },
  { asset: server, metric: 'hw.host.ambient_temperature', component: '', lateMs: 60_000 },
  { asset: rack, metric: 'dc.rack.inlet_temperature', component: 'bottom', lateMs: undefined },
];

/** Calm readings of two days with trouble twice. */
function recorded({ asset, metric, component, lateMs }: Sensor, salt: number) {
  const at = Array.from({ length: (end - from) / stepMs }, (_, i) => from + i * stepMs);
  const isOff = (time: number) =>
    lateMs !== undefined && [before, onset].some((start) => time >= start + lateMs && time < start + troubleMs);
  const values = at.map((time, i) => (isOff(time) ? 26 : 22) + (((i + salt) * 7_919) % 13) / 40);
  return { asset, metric, component, unit: 'Cel', at, values };
}

/** Real: the service, its store and its records. */
describe('The explanation of a score', () => {
  let service: RunningService;
  let inlet: number;

  beforeAll(async () => {
    service = await startService();
    const series = sensors.map(recorded);
    expect((await sendJson(at('/api/v1/telemetry'), 'POST', { series })).status).toBeLessThan(300);
    const newest = new Date(end - stepMs).toISOString();
    await eventually(
      () => allItems<{ latest: { at: string; score: number | null } | null }>(at('/api/v1/series')),
      (found) => found.length === 3 && found.every(({ latest }) => latest?.at === newest && latest.score !== null),
      patienceMs,
    );
    await eventually(
      () => allItems<{ assetId: string }>(at('/api/v1/alerts')),
      (alerts) => alerts.filter(({ assetId }) => assetId === rack).length === 2,
    );
    inlet = (await seriesOf(service.url, rack)).find(({ component }) => component === 'top')?.id ?? 0;
  }, patienceMs);
  afterAll(() => service.stop());

  const at = (path: string) => new URL(path, service.url);
  const explained = async (path: string) => {
    const answer = await call(at(path));
    expect(answer.status).toBe(200);
    return answer.json as Explanation;
  };

  it('says which part spoke, since when, and how rare it is', async () => {
    const { part, excursion, sentences } = await explained(
      `/api/v1/series/${inlet}/explanation?at=${onset + 5 * 60_000}`,
    );
    expect(part).toMatchObject({ kind: 'band', side: 'above' });
    expect(part.times).toBeGreaterThan(1);
    expect(excursion).toMatchObject({ startsAt: new Date(onset).toISOString(), beganEarlier: false });
    expect(sentences[0]).toMatch(
      /^Rack inlet temperature of hall-1-rack-01 top is 26\.\d °C where .* was expected: \d+\.\d times/,
    );
    expect(sentences[1]).toContain('It began 5 min before');
  });

  it('names what moved with it and how much later, and what should have', async () => {
    const { moved, still, sentences } = await explained(`/api/v1/series/${inlet}/explanation?at=${onset + 5 * 60_000}`);
    expect(moved).toMatchObject([{ assetId: server, relation: 'same-rack', lagSeconds: 60 }]);
    expect(still).toMatchObject([{ assetId: rack, component: 'bottom', relation: 'same' }]);
    expect(sentences).toContain('Rack inlet temperature of hall-1-rack-01 bottom should have moved, and did not.');
  });

  it('finds the same trouble of the day before, and what came of it, for the alert', async () => {
    const alerts = await allItems<{ id: string; startsAt: string }>(at(`/api/v1/alerts?series=${inlet}`));
    const [latest, first] = alerts;
    await sendJson(at(`/api/v1/alerts/${first!.id}/acknowledge`), 'POST', {});
    const { similar, excursion } = await explained(`/api/v1/alerts/${latest!.id}/explanation`);
    expect(excursion?.startsAt).toBe(latest?.startsAt);
    expect(similar[0]).toMatchObject({ alertId: first?.id, acknowledgedBy: 'loopback' });
    expect(similar[0]?.resolvedAt).not.toBeNull();
  });

  it('of a normal point says that it is within its band', async () => {
    const { part, excursion, sentences } = await explained(`/api/v1/series/${inlet}/explanation?at=${onset - hourMs}`);
    expect({ part: part.kind, excursion }).toEqual({ part: 'normal', excursion: null });
    expect(sentences).toEqual([expect.stringContaining('within the expected')]);
  });

  it('of a residual shows the readings that it was computed from', async () => {
    const crah = 'hall-1-crah-1';
    const times = Array.from({ length: 20 }, (_, i) => end - (20 - i) * stepMs);
    const readings = [
      ['dc.crah.supply_temperature', 'Cel', 18.5],
      ['dc.crah.supply_setpoint', 'Cel', 18],
      ['dc.crah.fan_speed', '1', 0.6],
    ] as const;
    const series = readings.map(([metric, unit, value]) => ({
      asset: crah,
      metric,
      unit,
      at: times,
      values: times.map(() => value),
    }));
    expect((await sendJson(at('/api/v1/telemetry'), 'POST', { series })).status).toBeLessThan(300);
    const [residual] = await eventually(
      () => allItems<{ id: number }>(at(`/api/v1/series?asset=${crah}&metric=dc.crah.supply_temperature_residual`)),
      (found) => found.length === 1,
      patienceMs,
    );
    const answer = await eventually(
      () => call(at(`/api/v1/series/${residual!.id}/explanation?at=${end}`)),
      ({ json }) => (json as Explanation).at === new Date(end - stepMs).toISOString(),
    );
    const { value, madeOf } = answer.json as Explanation;
    expect(value).toBeCloseTo(0.5, 6);
    expect(madeOf.map(({ assetId, metric, unit, value: read }) => ({ assetId, metric, unit, value: read }))).toEqual(
      readings.map(([metric, unit, read]) => ({ assetId: crah, metric, unit, value: read })),
    );
  });

  it('is not there for what does not exist', async () => {
    expect(await call(at('/api/v1/series/999/explanation'))).toMatchObject({ status: 404 });
    expect(await call(at('/api/v1/alerts/none/explanation'))).toMatchObject({ status: 404 });
    expect(await call(at(`/api/v1/series/${inlet}/explanation?at=2001-01-01`))).toMatchObject({ status: 404 });
    expect(await call(at(`/api/v1/series/${inlet}/explanation?at=yesterday`))).toMatchObject({ status: 400 });
  });
});
