import { describe, expect, it } from '@jest/globals';
import { anAlert } from '../../../test/alerting/builders.js';
import { type NoticeFilter, noticeFilter } from './notice-filter.js';

const everything: NoticeFilter = { least: 'info', resolved: true, simulated: true };

/** The filter on a site where `srv-7` stands in `rack-7` of `hall-1`, and nothing else is known. */
const filterOf = (over: Partial<NoticeFilter>) =>
  noticeFilter({ ...everything, ...over }, (assetId) =>
    assetId === 'srv-7'
      ? { path: ['demo', 'hall-1', 'rack-7', 'srv-7'], room: 'hall-1', rack: 'rack-7' }
      : { path: [assetId], room: undefined, rack: undefined },
  );

describe('What a receiver wants to be told', () => {
  const notice = anAlert({ assetId: 'srv-7', severity: 'warning' });

  it.each<[string, Partial<NoticeFilter>, boolean]>([
    ['everything', {}, true],
    ['warnings and worse', { least: 'warning' }, true],
    ['what is critical', { least: 'critical' }, false],
    ['anomalies', { kinds: ['anomaly'] }, true],
    ['silent devices', { kinds: ['silent'] }, false],
    ['its room', { rooms: ['hall-1'] }, true],
    ['rooms like it', { rooms: ['lab', 'hall-*'] }, true],
    ['another room', { rooms: ['hall-2'] }, false],
    ['the server', { assets: ['srv-7'] }, true],
    ['the rack around it', { assets: ['rack-*'] }, true],
    ['another rack', { assets: ['rack-8'] }, false],
    ['the rack, in another room', { assets: ['rack-7'], rooms: ['hall-2'] }, false],
    ['no room at all', { rooms: [] }, false],
  ])('of a warning in hall 1, one who wants %s', (_who, filter, isWanted) => {
    expect(filterOf(filter)(notice)).toBe(isWanted);
  });

  it('leaves out the end of alerts for one who does not ask for it', () => {
    const wants = filterOf({ resolved: false });
    expect(wants({ ...notice, state: 'resolved' })).toBe(false);
    expect(wants(notice)).toBe(true);
  });

  it('leaves out what the twin makes for one who is on call', () => {
    const wants = filterOf({ simulated: false });
    expect(wants({ ...notice, simulated: true })).toBe(false);
    expect(wants(notice)).toBe(true);
  });

  it('takes in an alert that rises to the least severity, from then on', () => {
    const wants = filterOf({ least: 'warning' });
    expect(wants({ ...notice, severity: 'info' })).toBe(false);
    expect(wants({ ...notice, severity: 'warning', escalatedFrom: 'info' })).toBe(true);
  });

  it('covers a device that the site does not know by its own name only', () => {
    const unknown = anAlert({ assetId: 'srv-new' });
    expect(filterOf({ assets: ['srv-*'] })(unknown)).toBe(true);
    expect(filterOf({ rooms: ['hall-*'] })(unknown)).toBe(false);
    expect(filterOf({ rooms: ['*'] })(unknown)).toBe(true);
  });
});
