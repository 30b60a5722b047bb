import { describe, expect, it } from '@jest/globals';
import { anAlert } from '../../../../test/alerting/builders.js';
import { RecordingLog } from '../../../../test/alerting/stand-ins.js';
import { LogNotifier } from './log-notifier.js';

describe('alerts in the log', () => {
  it('are a warning when they fire and information when they are over, and say what is simulated', async () => {
    const log = new RecordingLog();
    const firing = anAlert({ simulated: true });
    await new LogNotifier(log).notify([firing, { ...firing, state: 'resolved', resolvedAt: 90_000 }]);
    await new LogNotifier(log).notify([{ ...firing, severity: 'critical', escalatedFrom: 'warning' }]);
    expect(log.lines).toMatchObject([
      { level: 'warn', message: 'alert firing', fields: { assetId: 'hall-1-crah-1', simulated: true } },
      { level: 'info', message: 'alert resolved', fields: { summary: firing.summary } },
      { level: 'warn', message: 'alert escalated', fields: { severity: 'critical', escalatedFrom: 'warning' } },
    ]);
  });
});
