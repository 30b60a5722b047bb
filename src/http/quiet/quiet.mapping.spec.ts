import { describe, expect, it } from '@jest/globals';
import { alertMatcher } from '../../domain/alerting/quiet/alert-match.js';
import { anAlert } from '../../../test/alerting/builders.js';
import { matchersOfSeries } from './quiet.mapping.js';

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
});
