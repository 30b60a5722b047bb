import { describe, expect, it } from '@jest/globals';
import { anAlert } from '../../../test/alerting/builders.js';
import { ClassHall } from '../../../test/builders/class-hall.js';

const start = Date.UTC(2026, 3, 15, 4);
const minuteMs = 60_000;
const { signal } = new AbortController();

describe('models of several classes', () => {
  it('are made though one class fails, which is tried again after ten minutes and not every minute', async () => {
    const hall = new ClassHall({ crah: 2, server: 3 });
    let isFailing = true;
    hall.spoil = (assetId, _metric, _at, value) => {
      if (isFailing && assetId.startsWith('crah')) throw new Error('the store is away');
      return value;
    };
    const models = await hall.models();
    const names = () => models.usable().map(({ model }) => model.card.className);
    await models.renew(start, signal);
    expect(names()).toEqual(['server']);
    expect(hall.log.lines.filter(({ message }) => message === 'class model not renewed, tried again')).toMatchObject([
      { level: 'warn', fields: { class: 'crah', error: 'the store is away' } },
    ]);
    hall.queries.length = 0;
    isFailing = false;
    for (let minute = 1; minute < 10; minute++) await models.renew(start + minute * minuteMs, signal);
    expect(hall.queries).toEqual([]);
    await models.renew(start + 10 * minuteMs, signal);
    expect(names()).toEqual(['crah', 'server']);
  });

  it('are not trained anew while the archive cannot say whether there is one', async () => {
    const hall = new ClassHall({ server: 3 });
    const newest = hall.archive.newest.bind(hall.archive);
    hall.archive.newest = () => Promise.reject(new Error('no disk'));
    const models = await hall.models();
    await models.renew(start, signal);
    expect(hall.queries).toEqual([]);
    hall.archive.newest = newest;
    await models.renew(start + 10 * minuteMs, signal);
    expect(models.usable()).toHaveLength(1);
  });

  it('are left alone by a stop, which is no failure', async () => {
    const hall = new ClassHall({ crah: 2, server: 3 });
    const stopping = new AbortController();
    hall.spoil = () => {
      stopping.abort(new Error('stopped'));
      throw new Error('closed');
    };
    const models = await hall.models();
    await expect(models.renew(start, stopping.signal)).rejects.toThrow('stopped');
    expect(hall.log.lines).toEqual([]);
  });
});

describe('the first model of a class of which one device is faulty already', () => {
  /** Devices of which the second may have had a stuck fan for some hours, and an alert of it; the greatest scores of the first two. */
  async function firstModel(
    of: Readonly<Partial<Record<'crah' | 'server', number>>>,
    hours: number,
    isAlerted = false,
  ) {
    const hall = new ClassHall(of);
    const [[metric, follower], [well, struck]] = of.crah
      ? [['dc.crah.fan_speed', 'dc.crah.fan_power'] as const, ['crah-1', 'crah-2'] as const]
      : [['hw.host.power', 'hw.fan.speed'] as const, ['server-1', 'server-2'] as const];
    const since = start - hours * 60 * minuteMs;
    hall.spoil = (assetId, name, at, value) => (assetId === struck && name === follower && at >= since ? 300 : value);
    if (isAlerted) await hall.alertLog.record([anAlert({ assetId: struck, metric: follower, startsAt: since })]);
    const models = await hall.models();
    await models.renew(start, signal);
    const model = models.usable()[0]?.model;
    const span = { fromMs: start - 60 * minuteMs, toMs: start };
    const devices = await hall.history.read([metric, follower], [well, struck], span);
    const worst = devices.map(({ assetId, columns }) =>
      Math.max(...Array.from({ length: 50 }, (_, i) => model?.judge(assetId, columns, i + 10)?.score ?? NaN)),
    );
    return { hall, threshold: model?.card.threshold ?? NaN, well: worst[0], struck: worst[1] };
  }

  it('has the threshold of a class that is well, and sees that fault at once', async () => {
    const { hall, threshold, well, struck } = await firstModel({ server: 6 }, 6);
    expect(threshold).toBeLessThan(1.2 * (await firstModel({ server: 6 }, 0)).threshold);
    expect(struck).toBeGreaterThan(1);
    expect(well).toBeLessThan(1);
    const told = 'devices unlike the rest of their class have no part in its threshold';
    expect(hall.log.lines.filter(({ message }) => message === told)).toMatchObject([
      { fields: { class: 'server', devices: ['server-2'] } },
    ]);
  });

  it('goes by the alerts where there are but two devices, whether the fault is an hour or ten hours old', async () => {
    const healthy = await firstModel({ crah: 2 }, 0);
    for (const hours of [1, 10]) {
      const { threshold, well, struck } = await firstModel({ crah: 2 }, hours, true);
      expect(threshold).toBeLessThan(1.2 * healthy.threshold);
      expect(struck).toBeGreaterThan(1);
      expect(well).toBeLessThan(1);
    }
  });

  it('is made all the same where all of them have an alert: what the whole class does is how it is', async () => {
    const hall = new ClassHall({ crah: 2 });
    await hall.alertLog.record(
      ['crah-1', 'crah-2'].map((assetId, i) =>
        anAlert({ id: `alert-${i}`, assetId, metric: 'dc.crah.fan_power', startsAt: start - 20 * 60 * minuteMs }),
      ),
    );
    hall.sinceMs = start - 24 * 60 * minuteMs;
    const models = await hall.models();
    await models.renew(start, signal);
    expect(models.usable()).toHaveLength(1);
  });
});

describe('the model of the day after a fault', () => {
  const dayMs = 1_440 * minuteMs;
  const nextDay = start + dayMs;
  const metrics = ['hw.host.power', 'hw.fan.speed'];

  /** Six servers of which some had a stuck fan in the last hours before the next day; the model of either day. */
  async function twoDays(struck: readonly string[], hours: number) {
    const hall = new ClassHall({ server: 6 });
    hall.spoil = (assetId, metric, at, value) =>
      struck.includes(assetId) && metric === 'hw.fan.speed' && at >= nextDay - hours * 60 * minuteMs ? 300 : value;
    const models = await hall.models();
    await models.renew(start, signal);
    const first = models.usable()[0]?.model;
    await models.renew(nextDay, signal);
    const second = models.usable()[0]?.model;
    const worst = async (assetId: string) => {
      const span = { fromMs: nextDay - 60 * minuteMs, toMs: nextDay };
      const [device] = await hall.history.read(metrics, [assetId], span);
      const scores = Array.from({ length: 50 }, (_, i) => second?.judge(assetId, device?.columns ?? [], i + 10)?.score);
      return Math.max(...scores.map((score = NaN) => score));
    };
    return { first: first?.card.threshold ?? NaN, second: second?.card.threshold ?? NaN, worst };
  }

  it('has about the threshold of the day before, and still sees the fault', async () => {
    const { first, second, worst } = await twoDays(['server-3'], 6);
    expect(second).toBeLessThan(1.5 * first);
    expect(await worst('server-3')).toBeGreaterThan(1);
    expect(await worst('server-2')).toBeLessThan(1);
  });

  it('takes over what most of the class has done since: a change of all devices is no fault', async () => {
    const all = ['server-1', 'server-2', 'server-3', 'server-4', 'server-5', 'server-6'];
    const { worst } = await twoDays(all, 23.5);
    expect(await worst('server-3')).toBeLessThan(1);
  });
});

describe('a class of very many devices', () => {
  it('is learned from a hundred of them and knows all; other work has its turn between any two', async () => {
    const hall = new ClassHall({ server: 160 });
    hall.sinceMs = start - 21 * 60 * minuteMs;
    const models = await hall.models();
    let turns = 0;
    let isOver = false;
    const otherWork = (): void => {
      turns++;
      if (!isOver) setImmediate(otherWork);
    };
    otherWork();
    await models.renew(start, signal);
    isOver = true;
    expect(hall.queries.map(({ length }) => length)).toEqual([100, 50, 10]);
    expect(new Set(hall.queries.flat()).size).toBe(160);
    expect(hall.queries[0]?.slice(0, 3)).toEqual(['server-1', 'server-3', 'server-5']);
    const { model } = models.usable()[0] ?? {};
    expect(model?.card.profiles).toHaveLength(160);
    // Of those learned twice and once more for what is usual, of the others once.
    expect(turns).toBeGreaterThan(3 * 100 + 60);
    const rest = hall.queries.flat().slice(100);
    const span = { fromMs: start - 60 * minuteMs, toMs: start };
    const devices = await hall.history.read(['hw.host.power', 'hw.fan.speed'], rest, span);
    const scores = devices.map(({ assetId, columns }) => model?.judge(assetId, columns, 59)?.score ?? NaN);
    expect(Math.max(...scores)).toBeLessThan(1);
  });

  it('gives up its training between two devices when the service stops', async () => {
    const hall = new ClassHall({ server: 20 });
    hall.sinceMs = start - 21 * 60 * minuteMs;
    const models = await hall.models();
    const stopping = new AbortController();
    const renewed = models.renew(start, stopping.signal);
    while (hall.queries.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stopping.abort(new Error('stopped'));
    await expect(renewed).rejects.toThrow('stopped');
    expect(models.usable()).toEqual([]);
  });
});
