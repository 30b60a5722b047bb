import { describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../../../test/alerting/builders.js';
import { aHall, aSilence, aWindow } from '../../../../test/alerting/quiet-builders.js';
import type { AlertMatch } from './alert-match.js';
import { isSelective } from './alert-match.js';
import { countedAt, QuietBook } from './quiet-book.js';

const minute = 60_000;
const inlet = anAlert({
  assetId: 'srv-7',
  metric: 'hw.host.ambient_temperature',
  component: 'front',
  severity: 'warning',
});

describe('A silence', () => {
  it.each<[string, AlertMatch, boolean]>([
    ['the asset', { asset: ['srv-7'] }, true],
    ['the rack that holds it', { asset: ['rack-7'] }, true],
    ['racks like it', { asset: ['rack-*'] }, true],
    ['another rack', { asset: ['rack-8'] }, false],
    ['its room', { room: ['hall-1'] }, true],
    ['another room', { room: ['hall-2'] }, false],
    ['its kind of asset', { assetKind: ['server', 'host'] }, true],
    ['another kind', { assetKind: ['rack'] }, false],
    ['its metric', { metric: ['hw.host.*'] }, true],
    ['its part', { component: ['front'] }, true],
    ['another part', { component: ['rear'] }, false],
    ['silent devices', { alertKind: ['silent'] }, false],
    ['warnings', { severity: ['info', 'warning'] }, true],
    ['its room, but what is critical', { room: ['hall-1'], severity: ['critical'] }, false],
  ])('of %s', (_what, matchers, isCovered) => {
    const book = new QuietBook({ silences: [aSilence({ matchers })], windows: [] }, aHall);
    expect(book.coverOf(inlet, noon).silencedBy).toEqual(isCovered ? ['silence-1'] : []);
  });

  it('covers a device that the site does not know by its own name only', () => {
    const unknown = anAlert({ assetId: 'srv-new' });
    const by = (matchers: AlertMatch) =>
      new QuietBook({ silences: [aSilence({ matchers })], windows: [] }, aHall).coverOf(unknown, noon).silencedBy;
    expect(by({ asset: ['srv-*'] })).toHaveLength(1);
    expect(by({ room: ['hall-1'] })).toEqual([]);
    expect(by({ assetKind: ['server'] })).toEqual([]);
  });

  it('covers from its start until just before its end', () => {
    const silence = aSilence({ matchers: { asset: ['srv-7'] } });
    const book = new QuietBook({ silences: [silence], windows: [] }, aHall);
    const times = [noon - 1, noon, silence.endsAt - 1, silence.endsAt];
    expect(times.map((at) => book.coverOf(inlet, at).silencedBy.length)).toEqual([0, 1, 1, 0]);
  });

  it('must leave something out', () => {
    expect(isSelective({})).toBe(false);
    expect(isSelective({ asset: ['*'], metric: ['rack', '**'] })).toBe(false);
    expect(isSelective({ asset: ['*'], severity: ['info'] })).toBe(true);
  });
});

describe('Maintenance', () => {
  const covers = (assets: readonly string[], includeFed: boolean) => {
    const book = new QuietBook({ silences: [], windows: [aWindow({ assets, includeFed })] }, aHall);
    return ['demo', 'hall-1', 'pdu-a', 'hall-1-crah-1', 'rack-7', 'srv-7', 'rack-8'].filter((assetId) => {
      expect(book.isUnderMaintenance(assetId, noon - 1)).toBe(false);
      expect(book.coverOf(anAlert({ assetId }), noon).maintenance).toHaveLength(
        Number(book.isUnderMaintenance(assetId, noon)),
      );
      return book.isUnderMaintenance(assetId, noon);
    });
  };

  it('of a rack covers its servers', () => {
    expect(covers(['rack-7'], false)).toEqual(['rack-7', 'srv-7']);
  });

  it('of a room covers all that stands in it, and not what it feeds elsewhere unless that is included', () => {
    const inHall = ['hall-1', 'pdu-a', 'hall-1-crah-1', 'rack-7', 'srv-7'];
    expect(covers(['hall-1'], false)).toEqual(inHall);
    expect(covers(['hall-1'], true)).toEqual([...inHall, 'rack-8']);
  });

  it('of the site covers everything, of a device that nobody knows only that', () => {
    expect(covers(['demo'], false)).toHaveLength(7);
    const book = new QuietBook({ silences: [], windows: [aWindow({ assets: ['srv-new'] })] }, aHall);
    expect(book.isUnderMaintenance('srv-new', noon)).toBe(true);
  });

  it('of a CRAH covers the racks of its zone, and of a UPS all that it feeds, when that is included', () => {
    expect(covers(['hall-1-crah-1'], false)).toEqual(['hall-1-crah-1']);
    expect(covers(['hall-1-crah-1'], true)).toEqual(['hall-1-crah-1', 'rack-7', 'srv-7']);
    expect(covers(['ups-a'], true)).toEqual(['pdu-a', 'rack-7', 'srv-7', 'rack-8']);
  });
});

describe('The time at which cover counts', () => {
  it('is now while an alert fires, its end once it is over, and never ahead of the wall clock', () => {
    expect(countedAt(anAlert(), noon + minute)).toBe(noon + minute);
    const over = anAlert({ state: 'resolved', resolvedAt: noon + 5 * minute });
    expect(countedAt(over, noon + 60 * minute)).toBe(noon + 5 * minute);
    expect(countedAt(over, noon)).toBe(noon);
  });
});
