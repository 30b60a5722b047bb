import { describe, expect, it } from '@jest/globals';
import { alertIdOf, fingerprintOf, fnv1a128 } from './fingerprint.js';

describe('Fingerprints and ids of alerts', () => {
  it('are FNV-1a of 128 bits, by its published test vectors', () => {
    expect(fnv1a128('')).toBe('6c62272e07bb014262b821756295c58d');
    expect(fnv1a128('a')).toBe('d228cb696f1a8caf78912b704e4a8964');
  });

  it('a replay of the same trouble makes the same id, the next trouble another one', () => {
    const fan = fingerprintOf('anomaly', 'hall-1-crah-1|dc.crah.fan_speed|');
    expect(alertIdOf(fan, 1000)).toBe(alertIdOf(fingerprintOf('anomaly', 'hall-1-crah-1|dc.crah.fan_speed|'), 1000));
    expect(alertIdOf(fan, 2000)).not.toBe(alertIdOf(fan, 1000));
    expect(fingerprintOf('silent', 'hall-1-crah-1|dc.crah.fan_speed|')).not.toBe(fan);
  });

  it('do not meet among all the series of a large site', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `server-${index % 2000}|metric-${index}|`);
    expect(new Set(keys.map((key) => fingerprintOf('anomaly', key))).size).toBe(keys.length);
  });
});
