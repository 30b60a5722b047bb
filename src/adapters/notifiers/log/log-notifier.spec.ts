import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../../../domain/alerting/alert.js';
import { Log } from '../../../ports/log.js';
import { LogNotifier } from './log-notifier.js';

class RecordingLog extends Log {
  readonly lines: { level: string; message: string; fields: Readonly<Record<string, unknown>> | undefined }[] = [];
  override debug(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.lines.push({ level: 'debug', message, fields });
  }
  override info(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.lines.push({ level: 'info', message, fields });
  }
  override warn(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.lines.push({ level: 'warn', message, fields });
  }
  override error(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.lines.push({ level: 'error', message, fields });
  }
}

const firing: Alert = {
  id: 'a1',
  fingerprint: 'f1',
  kind: 'anomaly',
  state: 'firing',
  severity: 'critical',
  seriesId: 7,
  assetId: 'hall-1-crah-1',
  metric: 'dc.crah.fan_speed',
  component: '',
  simulated: true,
  startsAt: 1_000,
  firedAt: 31_000,
  resolvedAt: undefined,
  peakScore: 4,
  value: 0,
  expected: 0.6,
  unit: '1',
  summary: 'CRAH fan speed of hall-1-crah-1 is 0.00, expected 0.58 to 0.63',
};

describe('alerts in the log', () => {
  it('are a warning when they fire and information when they are over, and say what is simulated', async () => {
    const log = new RecordingLog();
    await new LogNotifier(log).notify([firing, { ...firing, state: 'resolved', resolvedAt: 90_000 }]);
    expect(log.lines).toMatchObject([
      { level: 'warn', message: 'alert firing', fields: { assetId: 'hall-1-crah-1', simulated: true } },
      { level: 'info', message: 'alert resolved', fields: { summary: firing.summary } },
    ]);
  });
});
