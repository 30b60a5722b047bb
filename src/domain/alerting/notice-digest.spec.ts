import { describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../../test/alerting/builders.js';
import { digestOf, headlineOf, standingOf } from './notice-digest.js';

const minute = 60_000;
const inlet = (rack: number, severity: 'warning' | 'critical' = 'warning') =>
  anAlert({
    id: `rack-${rack}`,
    assetId: `rack-${rack}`,
    severity,
    startsAt: noon + rack * minute,
    summary: `Inlet of rack-${rack} is 32 °C`,
  });
const fan = anAlert({ id: 'fan', severity: 'critical', startsAt: noon });

describe('Many alerts in one message', () => {
  it('show the gravest first, among them the earliest, which may be the cause', () => {
    const { shown, gravest } = digestOf([inlet(3), inlet(1), inlet(2, 'critical'), fan], 10);
    expect(shown.map(({ id }) => id)).toEqual(['fan', 'rack-2', 'rack-1', 'rack-3']);
    expect(gravest).toBe('critical');
  });

  it('show what is over last, however grave it was', () => {
    const over = { ...fan, state: 'resolved', resolvedAt: noon + 9 * minute } as const;
    const digest = digestOf([over, inlet(1)], 10);
    expect(digest.shown.map(({ id }) => id)).toEqual(['rack-1', 'fan']);
    expect(digest).toMatchObject({ gravest: 'warning', firing: 1, resolved: 1 });
  });

  it('are cut, and counted all the same', () => {
    const digest = digestOf(
      Array.from({ length: 250 }, (_, i) => inlet(i)),
      20,
    );
    expect(digest.shown).toHaveLength(20);
    expect(digest).toMatchObject({ firing: 250, hidden: 230 });
  });

  it('show an alert that changed twice once, as it is now', () => {
    const worse = { ...inlet(1, 'critical'), escalatedFrom: 'warning' } as const;
    const { shown } = digestOf([inlet(1), worse], 10);
    expect(shown).toEqual([worse]);
    expect(shown.map(standingOf)).toEqual(['critical, was warning']);
  });

  it('are called simulated only when all of them are', () => {
    const simulated = { ...fan, simulated: true };
    expect(digestOf([simulated], 10).isSimulated).toBe(true);
    expect(digestOf([simulated, inlet(1)], 10).isSimulated).toBe(false);
  });
});

describe('The headline of a message', () => {
  const over = (id: string) => anAlert({ id, state: 'resolved', resolvedAt: noon, summary: `${id} was hot` });

  it.each([
    ['one alert', [inlet(1)], 'WARNING: Inlet of rack-1 is 32 °C'],
    ['two', [inlet(1), inlet(2)], 'WARNING: Inlet of rack-1 is 32 °C (and 1 more alert)'],
    ['a burst', [inlet(1), inlet(2), fan], `CRITICAL: ${fan.summary} (and 2 more alerts)`],
    ['one that is over', [over('a')], 'RESOLVED: a was hot'],
    ['some that are over', [over('a'), over('b'), over('c')], 'RESOLVED: a was hot (and 2 more resolved)'],
    ['both', [inlet(1), inlet(2), over('a')], 'WARNING: Inlet of rack-1 is 32 °C (and 1 more alert, 1 resolved)'],
    ['the twin', [{ ...fan, simulated: true }], `[simulated] CRITICAL: ${fan.summary}`],
  ])('of %s', (_what, notices, headline) => {
    expect(headlineOf(digestOf(notices, 10))).toBe(headline);
  });
});
