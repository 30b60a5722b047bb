import { describe, expect, it } from '@jest/globals';
import { alertMatcher } from '../../domain/alerting/quiet/alert-match.js';
import { anAlert } from '../../../test/alerting/builders.js';
import { longestName } from '../../domain/telemetry/series.js';
import { MaintenanceIn } from './maintenance.schema.js';
import { mapSilence, matchersOfSeries } from './quiet.mapping.js';
import { SilenceIn } from './silences.schema.js';

const anyTimes = { startsAt: '2026-03-01T12:00:00Z', endsAt: '2026-03-01T18:00:00Z', comment: 'known' };
const aSilence = { id: '1', startsAt: 0, endsAt: 1, createdAt: 0, comment: 'known', createdBy: 'ops' };

describe('a silence made from an alert', () => {
  it('covers that series alone although its asset is called like a pattern, as after a log-in as user *', () => {
    const alert = anAlert({ assetId: 'user:*', component: 'gpu-?' });
    const covers = alertMatcher(matchersOfSeries(alert));
    const isCovered = (assetId: string, component: string) =>
      covers({ ...alert, assetId, component }, { path: [assetId], room: undefined, assetKind: undefined });
    expect(isCovered('user:*', 'gpu-?')).toBe(true);
    expect(isCovered('user:root', 'gpu-?')).toBe(false);
    expect(isCovered('user:*', 'gpu-0')).toBe(false);
  });

  it('may be of the longest name that telemetry has: it is listed, and can be asked for again', () => {
    const matchers = matchersOfSeries(anAlert({ assetId: '*'.repeat(longestName) }));
    const listed = mapSilence({ ...aSilence, matchers }, 0);
    expect(listed.matchers).toEqual(matchers);
    expect(SilenceIn.safeParse({ ...anyTimes, matchers: listed.matchers }).success).toBe(true);
  });
});

describe('silences on record', () => {
  it('are listed although one of them would not be taken today', () => {
    const matchers = { asset: ['x'.repeat(5_000)], alertKind: ['of-old'] };
    expect(mapSilence({ ...aSilence, matchers }, 0).matchers).toEqual(matchers);
  });
});

describe('maintenance', () => {
  it('may be of an asset with the longest name that telemetry has', () => {
    const isTaken = (length: number) => MaintenanceIn.safeParse({ ...anyTimes, assets: ['x'.repeat(length)] }).success;
    expect([longestName, longestName + 1].map(isTaken)).toEqual([true, false]);
  });
});
