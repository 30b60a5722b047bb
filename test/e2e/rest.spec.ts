import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allItems, call, sendJson, type Answer } from './api-call.js';
import { eventually, patienceMs, runPlenum, startService, type RunningService } from './plenum-process.js';
import { seriesOf, storedPoints } from './stored-points.js';

interface Asset {
  readonly id: string;
  readonly kind: string;
  readonly parentId: string | null;
  readonly path: readonly string[];
  readonly discovered: boolean;
  readonly adopted: boolean;
  readonly simulated: boolean;
}

interface Alert {
  readonly id: string;
  readonly assetId: string;
  readonly startsAt: string;
  readonly acknowledgedBy: string | null;
}

const stepMs = 10_000;
const calmPoints = 2_000;
const troublePoints = 12;
const hotHosts = ['hot-1', 'hot-2', 'hot-3'];

describe('the API over real telemetry', () => {
  const now = Date.now();
  let service: RunningService;

  beforeAll(async () => {
    service = await startService();
    expect((await write(hotHosts.map((host) => inlet(host, now)).join(''))).status).toBe(204);
    await eventually(
      () => listAlerts('state=firing'),
      (alerts) => alerts.length >= hotHosts.length,
    );
  }, patienceMs);
  afterAll(() => service.stop());

  const at = (path: string) => new URL(path, service.url);
  const write = (body: string): Promise<Answer> => call(at('/api/v2/write?precision=ms'), { method: 'POST', body });
  const listAlerts = (query: string) => allItems<Alert>(at(`/api/v1/alerts?${query}`));
  const newestSeries = async (asset: string) => {
    const [series] = await eventually(
      () => seriesOf(service.url, asset),
      ([one]) => (one?.latest ?? null) !== null,
    );
    return series!;
  };

  describe('assets', () => {
    it('come page by page, each once, in the same order as in one go', async () => {
      const inPages = await allItems<Asset>(at('/api/v1/assets?limit=7&room=hall-1'));
      const inOneGo = await allItems<Asset>(at('/api/v1/assets?limit=1000&room=hall-1'));
      expect(inPages.map(({ id }) => id)).toEqual(inOneGo.map(({ id }) => id));
      expect(new Set(inPages.map(({ id }) => id)).size).toBe(inPages.length);
      expect(inPages.every(({ path }) => path.includes('hall-1'))).toBe(true);
    });

    it('are found by kind and by parent', async () => {
      const crahs = await allItems<Asset>(at('/api/v1/assets?kind=crah'));
      expect(crahs.length).toBeGreaterThan(1);
      expect(new Set(crahs.map(({ kind }) => kind))).toEqual(new Set(['crah']));
      const rack = (await allItems<Asset>(at('/api/v1/assets?kind=rack&limit=1000')))[0]!;
      const inRack = await allItems<Asset>(at(`/api/v1/assets?parent=${rack.id}`));
      expect(inRack.length).toBeGreaterThan(0);
      expect(inRack.every(({ parentId }) => parentId === rack.id)).toBe(true);
    });

    it('that only telemetry knows are listed as discovered, and take their place when adopted', async () => {
      expect((await write(`chassis,host=new-server inlet_celsius=21 ${now}\n`)).status).toBe(204);
      const discovered = await allItems<Asset>(at('/api/v1/assets?discovered=true'));
      expect(discovered.map(({ id }) => id)).toContain('new-server');
      const rack = (await allItems<Asset>(at('/api/v1/assets?kind=rack&limit=1')))[0]!;
      const adoption = { as: 'asset', kind: 'server', parentId: rack.id };
      const adopted = await sendJson(at('/api/v1/assets/new-server/adopt'), 'POST', adoption);
      expect(adopted.status).toBe(200);
      expect(adopted.json).toMatchObject({ discovered: false, adopted: true, path: [...rack.path, 'new-server'] });
      const again = await sendJson(at('/api/v1/assets/new-server/adopt'), 'POST', adoption);
      expect(again.json).toMatchObject({ status: 409, code: 'conflict' });
    });

    it('that are another name of a known one send their telemetry to it once adopted as its alias', async () => {
      const rack = (await allItems<Asset>(at('/api/v1/assets?kind=rack&limit=1')))[0]!;
      expect((await write(`chassis,host=bmc-7 inlet_celsius=21 ${now}\n`)).status).toBe(204);
      const adoption = { as: 'alias', of: rack.id };
      expect((await sendJson(at('/api/v1/assets/bmc-7/adopt'), 'POST', adoption)).status).toBe(200);
      expect((await write(`chassis,host=bmc-7 inlet_celsius=23 ${now + 1}\n`)).status).toBe(204);
      expect((await newestSeries(rack.id)).latest).toMatchObject({ value: 23 });
    });
  });

  describe('points', () => {
    it('come raw, page by page, complete', async () => {
      const { id } = await newestSeries('hot-1');
      const raw = await eventually(
        () => storedPoints(service.url, id),
        ({ length }) => length >= calmPoints + troublePoints,
      );
      expect(raw).toHaveLength(calmPoints + troublePoints);
      const from = raw[100]!.at;
      const page = `/api/v1/series/${id}/points?step=raw&from=${from}&to=${from + 10 * stepMs}&limit=4`;
      const first = (await service.get(page)) as { points: readonly { at: string }[]; nextCursor: string };
      expect(first.points.map((point) => Date.parse(point.at))).toEqual(
        [0, 1, 2, 3].map((step) => from + step * stepMs),
      );
      const second = (await service.get(`${page}&cursor=${first.nextCursor}`)) as typeof first;
      expect(Date.parse(second.points[0]!.at)).toBe(from + 4 * stepMs);
      const last = (await service.get(page.replace('limit=4', 'limit=10'))) as typeof first;
      expect(last).toMatchObject({ points: { length: 10 }, nextCursor: null });
    });

    it('come in buckets with their least, mean and most', async () => {
      const { id } = await newestSeries('hot-1');
      const raw = await storedPoints(service.url, id);
      const minute = 60_000;
      const from = Math.ceil(raw[100]!.at / minute) * minute;
      const inBucket = raw.filter((point) => point.at >= from && point.at < from + minute).map(({ value }) => value);
      const { points, stepMs: width } = (await service.get(
        `/api/v1/series/${id}/points?step=1m&from=${from}&to=${from + 5 * minute}`,
      )) as { stepMs: number; points: readonly { at: string; value: number; min: number; max: number }[] };
      expect(width).toBe(minute);
      expect(points).toHaveLength(5);
      expect(Date.parse(points[0]!.at)).toBe(from);
      expect(points[0]).toMatchObject({ min: Math.min(...inBucket), max: Math.max(...inBucket) });
      const mean = inBucket.reduce((sum, value) => sum + value, 0) / inBucket.length;
      expect(points[0]!.value).toBeCloseTo(mean, 9);
    });

    it('carry their score and band once the detector knows the series', async () => {
      const { id } = await newestSeries('hot-2');
      const { points } = (await service.get(`/api/v1/series/${id}/points?step=raw`)) as {
        points: readonly { score: number; expected: number; lower: number; upper: number }[];
      };
      const last = points.at(-1)!;
      expect(last.score).toBeGreaterThanOrEqual(1);
      expect(last.lower).toBeLessThan(last.expected);
      expect(last.upper).toBeGreaterThan(last.expected);
    });
  });

  describe('alerts', () => {
    it('come newest first, page by page, each once', async () => {
      const inPages = await allItems<Alert>(at('/api/v1/alerts?limit=1'));
      expect(new Set(inPages.map(({ id }) => id)).size).toBe(inPages.length);
      const starts = inPages.map(({ startsAt }) => startsAt);
      expect(starts).toEqual([...starts].sort().reverse());
      expect(new Set(inPages.map(({ assetId }) => assetId))).toEqual(new Set(hotHosts));
    });

    it('are found by the rack or room in which their devices stand, as are their incidents', async () => {
      const rack = (await allItems<Asset>(at('/api/v1/assets?kind=rack&room=hall-1&limit=1000')))[0]!;
      const adoption = { as: 'asset', kind: 'server', parentId: rack.id };
      expect((await sendJson(at('/api/v1/assets/hot-3/adopt'), 'POST', adoption)).status).toBe(200);
      for (const place of ['hot-3', rack.id, 'hall-1']) {
        expect(new Set((await listAlerts(`within=${place}`)).map(({ assetId }) => assetId))).toEqual(
          new Set(['hot-3']),
        );
        const [incident] = await eventually(
          () => allItems<{ assets: readonly string[] }>(at(`/api/v1/incidents?within=${place}`)),
          ({ length }) => length > 0,
        );
        expect(incident!.assets).toContain('hot-3');
      }
      expect(await listAlerts('within=hall-2')).toEqual([]);
      expect(await allItems(at('/api/v1/incidents?within=hall-2'))).toEqual([]);
      expect((await listAlerts('within=hot-1')).map(({ assetId }) => assetId)).toContain('hot-1');
    });

    it('are acknowledged once: the first to do so stays, and it is in the audit log', async () => {
      const key = await createKey('night shift', 'operator');
      const [alert] = await listAlerts('asset=hot-2');
      const acknowledge = (token?: string) =>
        sendJson(at(`/api/v1/alerts/${alert!.id}/acknowledge`), 'POST', {}, token);
      expect((await acknowledge(key)).json).toMatchObject({ acknowledgedBy: 'night shift' });
      expect((await acknowledge()).json).toMatchObject({ acknowledgedBy: 'night shift' });
      const [entry] = await auditOf('alert.acknowledged');
      expect(entry).toMatchObject({ actor: 'night shift', subject: alert!.id });
    });
  });

  const auditOf = async (action: string) =>
    (await allItems<{ action: string; actor: string; subject: string }>(at('/api/v1/audit'))).filter(
      (entry) => entry.action === action,
    );
  const createKey = async (name: string, role: string) => {
    const { json } = await sendJson(at('/api/v1/keys'), 'POST', { name, role });
    return (json as { secret: string }).secret;
  };

  it('keys are made, listed without their secret, and end at once when revoked', async () => {
    const created = await runPlenum(['keys', 'create', '--name', 'grafana', '--json', '--url', service.url]);
    const { id, secret, role } = JSON.parse(created.stdout) as { id: string; secret: string; role: string };
    expect(role).toBe('viewer');
    const read = () => call(at('/api/v1/assets?limit=1'), { headers: { authorization: `Bearer ${secret}` } });
    expect((await read()).status).toBe(200);
    const listed = await call(at('/api/v1/keys'));
    expect(listed.text).toContain(id);
    expect(listed.text).not.toContain(secret);
    const revoked = await runPlenum(['keys', 'revoke', id, '--url', service.url]);
    expect(revoked).toMatchObject({ code: 0, stdout: `revoked ${id}\n` });
    expect((await read()).status).toBe(401);
    expect((await auditOf('key.revoked'))[0]).toMatchObject({ subject: id });
  });

  describe('the last page of a list', () => {
    const soon = { startsAt: new Date(now).toISOString(), endsAt: new Date(now + 3_600_000).toISOString() };

    beforeAll(async () => {
      const why = { ...soon, comment: 'known' };
      await sendJson(at('/api/v1/silences'), 'POST', { ...why, matchers: { asset: ['rack-9'] } });
      await sendJson(at('/api/v1/maintenance'), 'POST', { ...why, assets: ['hall-2'] });
      await write('this is no line protocol\n');
    });

    it.each([
      'assets?kind=crah',
      'series',
      'alerts',
      'incidents',
      'silences',
      'maintenance',
      'audit',
      'intake/dead-letters',
    ])('of %s promises no other, also when it is exactly full', async (list) => {
      const items = await allItems(at(`/api/v1/${list}`));
      expect(items.length).toBeGreaterThan(0);
      const full = at(`/api/v1/${list}`);
      full.searchParams.set('limit', String(items.length));
      expect((await call(full)).json).toMatchObject({ items: { length: items.length }, nextCursor: null });
    });
  });

  it('live events carry the newest point of a subscribed metric, and each alert that fires', async () => {
    const watch = await watchEvents(at('/api/v1/events?metric=chassis.marker'));
    expect((await write(`chassis,host=live marker=41 ${now}\n`)).status).toBe(204);
    const points = await watch.next('points', (data) => JSON.stringify(data).includes('"value":41'));
    expect(points).toMatchObject({ points: [{ at: new Date(now).toISOString(), value: 41 }] });
    expect((await write(inlet('hot-4', now))).status).toBe(204);
    expect(await watch.next('alert', () => true)).toMatchObject({ assetId: 'hot-4', state: 'firing' });
    await watch.close();
  });

  it('live events tell an open screen that somebody else has made or ended a silence, or planned maintenance', async () => {
    const watch = await watchEvents(at('/api/v1/events'));
    const soon = { endsAt: new Date(now + 3_600_000).toISOString(), comment: 'known' };
    const told = () => watch.next('quiet', () => true);
    const made = await sendJson(at('/api/v1/silences'), 'POST', { ...soon, matchers: { asset: ['rack-7'] } });
    expect(await told()).toEqual({});
    const { id } = made.json as { id: string };
    await call(at(`/api/v1/silences/${id}`), { method: 'DELETE' });
    expect(await told()).toEqual({});
    const window = { ...soon, assets: ['hall-1'], startsAt: new Date(now).toISOString() };
    expect((await sendJson(at('/api/v1/maintenance'), 'POST', window)).status).toBe(201);
    expect(await told()).toEqual({});
    await watch.close();
  });
});

/** An inlet that has been calm for hours and leaves its band in the last two minutes before `endsAt`. */
function inlet(host: string, endsAt: number): string {
  const startsAt = endsAt - (calmPoints + troublePoints) * stepMs;
  return Array.from({ length: calmPoints + troublePoints }, (_, step) => {
    const celsius = step < calmPoints ? 22 + ((step * 7_919) % 13) / 40 : 45 + step - calmPoints;
    return `chassis,host=${host} inlet_celsius=${celsius.toFixed(2)} ${startsAt + step * stepMs}\n`;
  }).join('');
}

/** Reads server-sent events. `next` resolves with the data of the first one of a kind that is as wanted, from now on. */
async function watchEvents(url: URL) {
  const leave = new AbortController();
  const { body } = await fetch(url, { signal: leave.signal });
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let unread = '';
  const next = async (kind: string, isWanted: (data: unknown) => boolean): Promise<unknown> => {
    for (;;) {
      const end = unread.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the events ended without ${kind}`);
        unread += value;
        continue;
      }
      const [, event, data = 'null'] = /^event: (.*)\ndata: (.*)$/.exec(unread.slice(0, end)) ?? [];
      unread = unread.slice(end + 2);
      const parsed: unknown = JSON.parse(data);
      if (event === kind && isWanted(parsed)) return parsed;
    }
  };
  const close = async () => {
    leave.abort();
    await reader.cancel().catch(() => undefined);
  };
  return { next, close };
}
