import { beforeEach, describe, expect, it } from '@jest/globals';
import { RecordingLog, RecordingMetrics } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { DomainError } from '../domain/errors.js';
import { CopyTroubles } from './copy-troubles.js';

const minute = 60_000;
const linkIsCut = new DomainError('unavailable', 'no answer', { retriable: true });
const centerIsOlder = new DomainError('incompatible_data', 'The schema is older than this Plenum needs.');

describe('what keeps alerts from being copied to the center', () => {
  let clock: FakeClock;
  let log: RecordingLog;
  let metrics: RecordingMetrics;
  let troubles: CopyTroubles;

  beforeEach(() => {
    [clock, log, metrics] = [new FakeClock(), new RecordingLog(), new RecordingMetrics()];
    troubles = new CopyTroubles({ clock, log, metrics });
  });

  it('an outage is told once, however long it lasts, and each one anew', () => {
    for (let round = 0; round < 100; round += 1) {
      troubles.note(linkIsCut);
      clock.advance(minute);
    }
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
    troubles.clear();
    troubles.note(linkIsCut);
    expect(log.lines).toHaveLength(2);
    expect(metrics.totals.get('component_errors_total forward-records unavailable')).toBe(101);
  });

  it('a schema that does not fit is an error with its reason, said again every ten minutes', () => {
    for (let passed = 0; passed <= 20 * minute; passed += minute / 2) {
      troubles.note(centerIsOlder);
      clock.advance(minute / 2);
    }
    expect(log.lines).toHaveLength(3);
    expect(log.lines[0]).toEqual({
      level: 'error',
      message: 'alerts are not copied to the central records',
      fields: { code: 'incompatible_data', error: centerIsOlder.message },
    });
  });

  it('a schema that does not fit is told at once after an outage, which is what hid it', () => {
    troubles.note(linkIsCut);
    troubles.note(centerIsOlder);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'error']);
  });

  it('what nobody foresaw is an error, not an outage', () => {
    troubles.note(new TypeError('undefined is not a function'));
    expect(log.lines).toMatchObject([{ level: 'error', fields: { code: 'internal' } }]);
  });
});
