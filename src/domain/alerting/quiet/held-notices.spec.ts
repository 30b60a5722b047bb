import { describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../../../test/alerting/builders.js';
import type { AlertNotice } from '../alert-notice.js';
import { type HeldNotices, settleHeld } from './held-notices.js';

const warm = anAlert({ severity: 'warning' });
const hot = anAlert({ severity: 'critical' });
const rose = { ...hot, escalatedFrom: 'warning' as const };
const over = anAlert({ severity: 'critical', state: 'resolved', resolvedAt: noon + 60_000 });

/** What is told and what is given up, in short; the rest stays held. */
function settled(held: HeldNotices, isCovered: boolean) {
  const short = (notices: readonly AlertNotice[]) =>
    notices.map(({ state, severity, escalatedFrom }) => {
      return escalatedFrom === undefined ? `${state} ${severity}` : `${state} ${severity} from ${escalatedFrom}`;
    });
  const { release, withhold } = settleHeld(held, isCovered);
  return { told: short(release), givenUp: short(withhold) };
}

describe('Notices that are held', () => {
  it.each<[string, HeldNotices, boolean, ReturnType<typeof settled>]>([
    [
      'stay while the alert fires under cover',
      { alert: hot, notices: [warm, rose], isHeard: false },
      true,
      { told: [], givenUp: [] },
    ],
    [
      'are told as one that fires, as urgent as it has become, when the cover ends',
      { alert: hot, notices: [warm, rose], isHeard: false },
      false,
      { told: ['firing critical'], givenUp: ['firing warning'] },
    ],
    [
      'wait for the notice of what the alert has become meanwhile',
      { alert: hot, notices: [warm], isHeard: false },
      false,
      { told: [], givenUp: [] },
    ],
    [
      'are told as more urgent to one who knows of the alert',
      { alert: hot, notices: [rose], isHeard: true },
      false,
      { told: ['firing critical from warning'], givenUp: [] },
    ],
    [
      'are given up when something more urgent is told past them',
      { alert: hot, notices: [{ ...warm, escalatedFrom: 'info' }], isHeard: true },
      false,
      { told: [], givenUp: ['firing warning from info'] },
    ],
    [
      'are given up with the end of an alert that was over under cover',
      { alert: over, notices: [hot, over], isHeard: false },
      true,
      { told: [], givenUp: ['firing critical', 'resolved critical'] },
    ],
    [
      'are told with the end of an alert that outlived its cover unseen',
      { alert: over, notices: [hot, over], isHeard: false },
      false,
      { told: ['firing critical', 'resolved critical'], givenUp: [] },
    ],
    [
      'are given up when one who knows of the alert has been told of its end',
      { alert: over, notices: [rose], isHeard: true },
      false,
      { told: [], givenUp: ['firing critical from warning'] },
    ],
    [
      'are given up when nothing is left but the end of what was never told',
      { alert: over, notices: [over], isHeard: false },
      false,
      { told: [], givenUp: ['resolved critical'] },
    ],
  ])('%s', (_what, held, isCovered, expected) => {
    expect(settled(held, isCovered)).toEqual(expected);
  });
});
