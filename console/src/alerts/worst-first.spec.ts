import { describe, expect, it } from '@jest/globals';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { worstFirst } from './worst-first.js';

const anAlert = (id: string, severity: AlertOut['severity'], startsAt: string) =>
  ({ id, severity, startsAt, peakScore: 2 }) as AlertOut;

describe('the order of open alerts', () => {
  it('keeps the failed CRAH above the many servers that it warms', () => {
    const alerts = [
      anAlert('server-2', 'info', '2026-01-01T00:05:00Z'),
      anAlert('inlet', 'warning', '2026-01-01T00:03:00Z'),
      anAlert('server-1', 'info', '2026-01-01T00:04:00Z'),
      anAlert('airflow', 'critical', '2026-01-01T00:01:00Z'),
      anAlert('fan', 'critical', '2026-01-01T00:00:00Z'),
    ];
    expect(worstFirst(alerts).map(({ id }) => id)).toEqual(['fan', 'airflow', 'inlet', 'server-1', 'server-2']);
  });
});
