import { describe, expect, it } from '@jest/globals';
import { globMatcher } from '../../../src/domain/glob.js';
import { silenceOfAlert } from './silence-of-alert.js';

describe('a silence of an alert', () => {
  it('covers an asset whose name looks like a pattern, and none that the pattern would fit', () => {
    const alert = { assetId: 'user:*', metric: 'host.logins.failed', component: '', kind: 'anomaly' } as const;
    const { asset = [], component } = silenceOfAlert(alert);
    const fits = (name: string) => asset.some((pattern) => globMatcher(pattern)(name));
    expect(['user:*', 'user:root'].map(fits)).toEqual([true, false]);
    expect(component).toEqual(['']);
  });
});
