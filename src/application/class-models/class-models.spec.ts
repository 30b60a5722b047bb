import { describe, expect, it } from '@jest/globals';
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
    hall.read.length = 0;
    isFailing = false;
    for (let minute = 1; minute < 10; minute++) await models.renew(start + minute * minuteMs, signal);
    expect(hall.read).toEqual([]);
    await models.renew(start + 10 * minuteMs, signal);
    expect(names()).toEqual(['crah', 'server']);
  });

  it('are not trained anew while the archive cannot say whether there is one', async () => {
    const hall = new ClassHall({ server: 3 });
    const newest = hall.archive.newest.bind(hall.archive);
    hall.archive.newest = () => Promise.reject(new Error('no disk'));
    const models = await hall.models();
    await models.renew(start, signal);
    expect(hall.read).toEqual([]);
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
