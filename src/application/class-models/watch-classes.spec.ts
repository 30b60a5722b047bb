import { describe, expect, it } from '@jest/globals';
import { ClassHall } from '../../../test/builders/class-hall.js';
import type { ClassModel } from '../../domain/detection/device-classes/class-model.js';
import type { TelemetryBatch } from '../../domain/telemetry/telemetry-batch.js';
import { WatchClasses } from './watch-classes.js';

const start = Date.UTC(2026, 3, 15, 4);
const minuteMs = 60_000;
const { signal } = new AbortController();

/** A hall after a restart: its models of before are in the archive. */
async function restarted() {
  const hall = new ClassHall({ crah: 2, server: 3 });
  const before = await hall.models();
  await before.renew(start, signal);
  const kept = new Map<string, ClassModel>(before.usable().map(({ model }) => [model.card.className, model]));
  const unreadable = new Set<string>();
  hall.archive.newest = (name) =>
    unreadable.has(name) ? Promise.reject(new Error('no disk')) : Promise.resolve(kept.get(name));
  const models = await hall.models();
  const published: TelemetryBatch[] = [];
  const acceptBatch = (batch: TelemetryBatch) => Promise.resolve(void published.push(batch));
  const outlet = { registry: hall.registry, ingest: { acceptBatch }, onDeviation: () => undefined };
  const watch = new WatchClasses(models, hall.history, outlet);
  return {
    models,
    /** Classes of which the archive cannot be read for the time being. */
    unreadable,
    /** Judges at a minute after the start; answers how many minutes of each kind of device were published. */
    judge: async (minute: number) => {
      published.length = 0;
      await watch.judge(start + minute * minuteMs + minuteMs / 2);
      const ids = published.flatMap(({ seriesIds, length }) => [...seriesIds.subarray(0, length)]);
      const of = (kind: string) => ids.filter((id) => hall.registry.byId(id)?.assetId.startsWith(kind)).length;
      return { crah: of('crah') / 2, server: of('server') / 3 };
    },
  };
}

describe('devices judged again after a restart', () => {
  it('the quarter of an hour before is made up for once the models are recalled, though minutes passed without one', async () => {
    const { models, judge } = await restarted();
    expect(await judge(1)).toEqual({ crah: 0, server: 0 });
    expect(await judge(2)).toEqual({ crah: 0, server: 0 });
    await models.renew(start + 2 * minuteMs, signal);
    expect(await judge(3)).toEqual({ crah: 15, server: 15 });
    expect(await judge(4)).toEqual({ crah: 1, server: 1 });
    expect(await judge(4)).toEqual({ crah: 0, server: 0 });
  });

  it('a class that is recalled later makes up for it on its own', async () => {
    const { models, unreadable, judge } = await restarted();
    unreadable.add('crah');
    await models.renew(start + 2 * minuteMs, signal);
    expect(await judge(3)).toEqual({ crah: 0, server: 15 });
    unreadable.clear();
    await models.renew(start + 12 * minuteMs, signal);
    expect(await judge(13)).toEqual({ crah: 15, server: 10 });
  });
});
