import { beforeEach, describe, expect, it } from '@jest/globals';
import type { QuietTimes } from '../../src/ports/quiet-times.js';
import { noon } from '../alerting/builders.js';
import { aSilence, aWindow } from '../alerting/quiet-builders.js';

const minute = 60_000;
const hour = 60 * minute;
const idsOf = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

/** The contract of `QuietTimes`; `open` gives an empty one. */
export function describeQuietTimes(name: string, open: () => Promise<QuietTimes>): void {
  describe(`${name} as quiet times`, () => {
    let quiet: QuietTimes;
    const all = { at: noon, limit: 10 };
    const weekly = { timeZone: 'Europe/Berlin', until: undefined };

    beforeEach(async () => {
      quiet = await open();
    });

    it('1. MUST keep a silence and a maintenance window as they were given', async () => {
      const silence = aSilence({
        matchers: { asset: ['rack-*', 'é "x"'], severity: ['info', 'warning'], component: [''] },
      });
      const window = aWindow({
        assets: ['hall-1', 'ups-a'],
        includeFed: true,
        weekly: { ...weekly, until: noon + hour },
      });
      await quiet.addSilence(silence);
      await quiet.addMaintenance(window);
      expect(await quiet.findSilence(silence.id)).toEqual(silence);
      expect(await quiet.findMaintenance(window.id)).toEqual(window);
      expect(await quiet.silences(all)).toEqual([silence]);
      expect(await quiet.maintenance(all)).toEqual([window]);
      expect(await quiet.notOverAt(noon)).toEqual({ silences: [silence], windows: [window] });
    });

    it('2. MUST refuse an id that is taken as a conflict, and keep the first', async () => {
      await quiet.addSilence(aSilence());
      await quiet.addMaintenance(aWindow());
      await expect(quiet.addSilence(aSilence({ comment: 'again' }))).rejects.toMatchObject({ code: 'conflict' });
      await expect(quiet.addMaintenance(aWindow({ comment: 'again' }))).rejects.toMatchObject({ code: 'conflict' });
      expect((await quiet.silences(all)).map(({ comment }) => comment)).toEqual([aSilence().comment]);
    });

    it('3. MUST end a silence in effect now, and one to come before it begins', async () => {
      await quiet.addSilence(aSilence());
      await quiet.addSilence(aSilence({ id: 'later', startsAt: noon + hour, endsAt: noon + 2 * hour }));
      expect(await quiet.endSilence('silence-1', noon + minute)).toEqual(aSilence({ endsAt: noon + minute }));
      expect(await quiet.endSilence('later', noon + minute)).toMatchObject({
        startsAt: noon + minute,
        endsAt: noon + minute,
      });
    });

    it('4. MUST leave as it is what is over, and know nothing of what there never was', async () => {
      await quiet.addSilence(aSilence());
      await quiet.addMaintenance(aWindow());
      expect(await quiet.endSilence('silence-1', noon + hour)).toEqual(aSilence());
      expect(await quiet.endMaintenance('window-1', noon + 2 * hour)).toEqual(aWindow());
      expect(await quiet.findSilence('window-1')).toBeUndefined();
      expect(await quiet.findMaintenance('silence-1')).toBeUndefined();
      expect(await quiet.endSilence('window-1', noon)).toBeUndefined();
      expect(await quiet.endMaintenance('silence-1', noon)).toBeUndefined();
    });

    it('5. MUST end a window now, and one that comes again for good', async () => {
      await quiet.addMaintenance(aWindow());
      await quiet.addMaintenance(aWindow({ id: 'sundays', weekly }));
      expect(await quiet.endMaintenance('window-1', noon + minute)).toEqual(aWindow({ endsAt: noon + minute }));
      const sundays = aWindow({ id: 'sundays', weekly: { ...weekly, until: noon + minute } });
      expect(await quiet.endMaintenance('sundays', noon + minute)).toEqual(sundays);
      expect(await quiet.endMaintenance('sundays', noon + 2 * minute)).toEqual(sundays);
    });

    it('6. MUST tell what is not over at a time: windows that come again never are, unless they have an end', async () => {
      await quiet.addSilence(aSilence());
      await quiet.addMaintenance(aWindow());
      await quiet.addMaintenance(aWindow({ id: 'sundays', weekly }));
      await quiet.addMaintenance(aWindow({ id: 'four-sundays', weekly: { ...weekly, until: noon + 30 * 24 * hour } }));
      const later = async (at: number) => {
        const { silences, windows } = await quiet.notOverAt(at);
        return [...idsOf(silences), ...idsOf(windows)];
      };
      expect(await later(noon + hour - 1)).toEqual(['silence-1', 'four-sundays', 'sundays', 'window-1']);
      expect(await later(noon + hour)).toEqual(['four-sundays', 'sundays']);
      expect(await later(noon + 40 * 24 * hour)).toEqual(['sundays']);
    });

    it('7. MUST page through them, newest start first, all or only those that are over or are not', async () => {
      for (const hours of [0, 1, 2]) {
        const span = { startsAt: noon + hours * hour, endsAt: noon + (hours + 1) * hour };
        await quiet.addSilence(aSilence({ id: `s${hours}`, ...span }));
        await quiet.addMaintenance(aWindow({ id: `w${hours}`, ...span }));
      }
      const at = noon + hour;
      const first = await quiet.silences({ at, limit: 2 });
      expect(idsOf(first)).toEqual(['s2', 's1']);
      expect(idsOf(await quiet.silences({ at, limit: 2, before: first[1] }))).toEqual(['s0']);
      expect(idsOf(await quiet.silences({ at, isOver: true, limit: 9 }))).toEqual(['s0']);
      expect(idsOf(await quiet.silences({ at, isOver: false, limit: 9 }))).toEqual(['s2', 's1']);
      expect(idsOf(await quiet.maintenance({ at, isOver: false, limit: 1 }))).toEqual(['w2']);
      expect(idsOf(await quiet.maintenance({ at, isOver: true, limit: 9 }))).toEqual(['w0']);
    });
  });
}
